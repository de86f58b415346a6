metadata description = 'Secrets of the shop. They are made in Azure, once, and leave the vault only as references in app settings.'

param name string
param location string
param tags object

@description('Refuse whoever does not come through the private endpoint.')
param private bool

// A GUID from newGuid has 122 random bits. Both are kept only where the vault has no such secret yet.
@secure()
param firstHalf string = newGuid()

@secure()
param secondHalf string = newGuid()

@secure()
param apiKeyHalf string = newGuid()

@secure()
param apiKeyOtherHalf string = newGuid()

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    enableRbacAuthorization: true
    // Seven days is the least. Without purge protection 'azd down --purge' leaves nothing and the name is free again.
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
    }
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    sku: {
      family: 'A'
      name: 'standard'
    }
    tenantId: tenant().tenantId
  }

  // Coupon codes and unsubscribe links come from it: another one would break every link that was ever sent.
  @onlyIfNotExists()
  resource shopSecret 'secrets' = {
    name: 'recall-secret'
    properties: {
      value: replace('${firstHalf}${secondHalf}', '-', '')
    }
  }

  @onlyIfNotExists()
  resource apiKey 'secrets' = {
    name: 'recall-api-key'
    properties: {
      value: replace('${apiKeyHalf}${apiKeyOtherHalf}', '-', '')
    }
  }
}

output shopSecretName string = vault::shopSecret.name
output apiKeyName string = vault::apiKey.name
