targetScope = 'subscription'

metadata description = 'Recall on Azure: a function app, its storage, its secrets, its ways of sending, and what watches them. One resource group.'

import { webhook, schedules } from 'types.bicep'

// ---- Where ----

@minLength(1)
@maxLength(40)
@description('Name of the deployment; azd asks for it. The resource group is rg-NAME.')
param environmentName string

@minLength(1)
@description('Region of everything that has one. It must offer Flex Consumption.')
param location string

// ---- How large: may be changed at any time ----

@allowed(['small', 'medium', 'large'])
@description('How many instances may work at once and how much memory each has; docs/scale.md has figures.')
param size string

@description('Who is mailed when an alert fires or the budget is near; empty for nobody.')
param operatorEmail string

@minValue(1)
@description('Monthly budget in the currency of the subscription. It warns; it stops nothing. Later changes are made in the portal.')
param monthlyBudget int

@description('When the nightly and daily work runs, in UTC.')
param runs schedules

@allowed(['', 'Consumption', 'Dedicated'])
@description('A Durable Task Scheduler that keeps orchestrations, by its SKU; empty for the storage account.')
param durableScheduler string

// ---- How laid out: never changed once customers are stored ----

@minValue(1)
@maxValue(10000)
@description('Partitions of the customers: one can take 2,000 rows a second.')
param buckets int

@minValue(1)
@maxValue(16)
@description('Partitions of the durable task hub: so many instances can drive orchestrations at once.')
param durablePartitions int

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
@description('How often data is kept. ZRS outlives a data centre; where a region has no zones, LRS.')
param storageSku string

@description('Storage and secrets only from within a network of their own.')
param privateNetwork bool

// ---- Messages ----

@description('Where Communication Services keeps data at rest, such as Europe or United States; never changed.')
param dataLocation string

@description('A domain of the shop for e-mail; empty for one that Azure manages, which may send ten messages an hour.')
param emailDomain string

@description('True once the DNS records of the domain are verified.')
param emailDomainVerified bool

@description('The part of the sender address before the @, on a domain of the shop.')
param emailSenderName string

@description('Sender of short messages: a number bought in the portal, with country code; empty for none.')
param smsSender string

@description('The shop\'s own gateway of channel push, https only; empty for none. Its secret is in the vault as push.')
param pushUrl string

@description('The company at WeCom, for channel wecom; empty for none. The secret is in the vault as wecom.')
param wecomCorpId string

@description('The shop\'s own systems that sequences may call.')
param webhooks webhook[]

@description('Where customers reach the app for unsubscribing, if not at the name that Azure gives it.')
param publicUrl string

// ---- Deployment ----

@description('Who may put secrets into the vault and read them.')
param operatorId string

@description('True once the functions are deployed: only then can events be sent to them. azure.yaml sees to it.')
param functionsDeployed bool

// The report of a month reads every customer in one function: what it is given follows from how long that takes (docs/scale.md, where the table is this one).
var sizes = {
  small: {
    alwaysReady: 1
    functionTimeout: '00:30:00'
    instanceMemoryMB: 2048
    maximumInstances: 40
    logGbADay: 1
  }
  medium: {
    alwaysReady: 1
    functionTimeout: '03:00:00'
    instanceMemoryMB: 2048
    maximumInstances: 100
    logGbADay: 5
  }
  large: {
    alwaysReady: 4
    functionTimeout: '06:00:00'
    instanceMemoryMB: 4096
    maximumInstances: 400
    logGbADay: 25
  }
}

var chosen = sizes[size]
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

// Names are known before anything is made: 'what-if' can then foresee the whole of a deployment.
var name = 'recall-${token}'
var names = {
  storage: 'recall${token}'
  identity: 'id-${name}'
}
var schedulerName = empty(durableScheduler) ? '' : name

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    dailyQuotaGb: chosen.logGbADay
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: tags
    sku: storageSku
    private: privateNetwork
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    private: privateNetwork
  }
}

module communication 'modules/communication.bicep' = {
  scope: group
  params: {
    name: name
    tags: tags
    dataLocation: dataLocation
    customDomain: emailDomain
    customDomainVerified: emailDomainVerified
    senderName: emailSenderName
  }
}

module scheduler 'modules/scheduler.bicep' = if (!empty(durableScheduler)) {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    sku: durableScheduler
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    storageName: names.storage
    vaultName: name
  }
  dependsOn: [
    storage
    vault
  ]
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    identityName: names.identity
    storageName: names.storage
    communicationName: name
    insightsName: name
    vaultName: name
    schedulerName: schedulerName
    operatorId: operatorId
  }
  dependsOn: [
    identity
    scheduler
    storage
    communication
    monitoring
    vault
  ]
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    serviceName: 'recall'
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: names.storage
    insightsName: name
    vaultName: name
    shopSecretName: vault.outputs.shopSecretName
    apiKeyName: vault.outputs.apiKeyName
    communicationEndpoint: communication.outputs.endpoint
    emailSender: communication.outputs.emailSender
    smsSender: smsSender
    pushUrl: pushUrl
    wecomCorpId: wecomCorpId
    publicUrl: publicUrl
    buckets: buckets
    durablePartitions: durablePartitions
    schedulerName: schedulerName
    runs: runs
    webhooks: webhooks
    instanceMemoryMB: chosen.instanceMemoryMB
    maximumInstances: chosen.maximumInstances
    alwaysReady: chosen.alwaysReady
    functionTimeout: chosen.functionTimeout
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
  }
  // The host starts with its settings: rights that come later would be a failed start.
  dependsOn: [
    roles
  ]
}

module events 'modules/events.bicep' = {
  scope: group
  params: {
    name: name
    tags: tags
    communicationName: name
    functionAppName: name
    storageName: names.storage
    subscribe: functionsDeployed
  }
  dependsOn: [
    app
  ]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    email: operatorEmail
    buckets: buckets
  }
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: {
    amount: monthlyBudget
    peopleId: alerts.outputs.peopleId
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output RECALL_URL string = app.outputs.url
output RECALL_APP string = name
output RECALL_VAULT string = name
output RECALL_EMAIL_SERVICE string = name
output RECALL_EMAIL_DNS_RECORDS object = communication.outputs.dnsRecords
