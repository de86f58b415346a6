metadata description = 'The function app on a Flex Consumption plan, and every setting that it or its host reads (docs/settings.md).'

import { containers, schedules, taskHub, webhook } from '../types.bicep'

param name string
param location string
param tags object

@description('The name that azure.yaml gives the service; azd finds the app by it.')
param serviceName string

param identityId string
param identityClientId string
param storageName string
param insightsName string
param vaultName string
param shopSecretName string
param apiKeyName string
param communicationEndpoint string
param emailSender string
param smsSender string

@description('The shop\'s own gateway of channel push; empty for none.')
param pushUrl string

@description('The company at WeCom; empty for none.')
param wecomCorpId string

@description('Where customers reach the app, if not at the name that Azure gives it.')
param publicUrl string

param buckets int
param durablePartitions int

@description('The Durable Task Scheduler; empty where the storage account keeps orchestrations.')
param schedulerName string
param runs schedules
param webhooks webhook[]

@allowed([512, 2048, 4096])
param instanceMemoryMB int
param maximumInstances int

@description('How long a function may run, as host.json writes it.')
param functionTimeout string

@description('Instances that are always there for orchestrations: timers fire without a start from zero.')
param alwaysReady int

@description('Subnet that the app leaves through; empty for none.')
param subnetId string

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = if (!empty(schedulerName)) {
  name: schedulerName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    clientCertEnabled: false
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: 'Enabled'
    serverFarmId: plan.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${containers.package}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: [
          {
            name: 'durable'
            instanceCount: alwaysReady
          }
        ]
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
    }
  }

  resource noPasswordForFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource noPasswordForDeployment 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(fixed, durable, communication, gateways, callable)
  }
}

var fixed = {
  // The host's storage account and durable task hub, by identity: there is no key.
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AzureFunctionsJobHost__functionTimeout: functionTimeout
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount: string(durablePartitions)
  AzureWebJobsDisableHomepage: 'true'
  TASKHUB_NAME: taskHub
  SCORE_SCHEDULE: runs.score
  FIT_SCHEDULE: runs.fit
  AUDIENCE_SCHEDULE: runs.audience
  REPORT_SCHEDULE: runs.report
  RECONCILE_SCHEDULE: runs.reconcile
  Recall__Secret: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${shopSecretName})'
  Recall__ApiKeys__0: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${apiKeyName})'
  Recall__Buckets: string(buckets)
  Recall__PublicUrl: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
}

// Where orchestrations are kept, if not in the storage account (docs/durable.md).
var durable = empty(schedulerName)
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER'
      DURABLE_TASK_SCHEDULER: 'Endpoint=${scheduler!.properties.endpoint};TaskHub=${taskHub};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    }

// Without a sender nothing is sent, and the app says so in its health.
var communication = union(
  empty(emailSender) && empty(smsSender) ? {} : { Recall__Communication__Endpoint: communicationEndpoint },
  empty(emailSender) ? {} : { Recall__Communication__EmailSender: emailSender },
  empty(smsSender) ? {} : { Recall__Communication__SmsSender: smsSender }
)

// Channels besides those of Communication Services; their secrets are put into the vault by whoever runs them (docs/azure.md).
var gateways = union(
  empty(pushUrl)
    ? {}
    : {
        Recall__Push__Url: pushUrl
        Recall__Push__Secret: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=push)'
      },
  empty(wecomCorpId)
    ? {}
    : {
        Recall__WeCom__CorpId: wecomCorpId
        Recall__WeCom__Secret: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=wecom)'
      }
)

// The shop's own systems; their secrets are put into the vault by whoever runs them (docs/azure.md).
var callable = reduce(
  webhooks,
  {},
  (all, hook) =>
    union(all, {
      'Recall__Webhooks__${replace(hook.name, '-', '_')}__Url': hook.url
      'Recall__Webhooks__${replace(hook.name, '-', '_')}__Secret': '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=webhook-${hook.name})'
    })
)

output url string = 'https://${app.properties.defaultHostName}'
