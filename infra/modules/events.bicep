metadata description = 'What Communication Services has to say about messages, delivered to the app by Event Grid.'

import { containers } from '../types.bicep'

param name string
param tags object
param communicationName string
param functionAppName string
param storageName string

@description('False on the first provisioning: Event Grid refuses a function that is not deployed yet.')
param subscribe bool

// The function of the app that takes each type.
var subscriptions = [
  {
    name: 'delivery-reports'
    function: 'DeliveryReports'
    types: [
      'Microsoft.Communication.EmailDeliveryReportReceived'
      'Microsoft.Communication.SMSDeliveryReportReceived'
    ]
  }
  {
    name: 'inbound-sms'
    function: 'InboundSms'
    types: [
      'Microsoft.Communication.SMSReceived'
    ]
  }
]

// Storage Blob Data Contributor.
var deadLetterRole = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: storageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' existing = {
      name: containers.deadLetters
    }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: 'global'
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource mayDeadLetter 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::container.id, topic.id, deadLetterRole)
  scope: account::blobs::container
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', deadLetterRole)
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for item in subscriptions: if (subscribe) {
    parent: topic
    name: item.name
    properties: {
      destination: {
        endpointType: 'AzureFunction'
        properties: {
          maxEventsPerBatch: 1
          preferredBatchSizeInKilobytes: 64
          resourceId: '${app.id}/functions/${item.function}'
        }
      }
      eventDeliverySchema: 'EventGridSchema'
      filter: {
        includedEventTypes: item.types
      }
      // A day of tries, then the container: nothing that a carrier said is lost.
      retryPolicy: {
        eventTimeToLiveInMinutes: 1440
        maxDeliveryAttempts: 30
      }
      deadLetterWithResourceIdentity: {
        identity: {
          type: 'SystemAssigned'
        }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: {
            blobContainerName: containers.deadLetters
            resourceId: account.id
          }
        }
      }
    }
    dependsOn: [
      mayDeadLetter
    ]
  }
]
