metadata description = 'One storage account: customers in tables, work in queues, the durable task hub, the deployed package.'

import { containers } from '../types.bicep'

param name string
param location string
param tags object

@description('How often data is kept, and where.')
param sku string

@description('Refuse whoever does not come through the private endpoints; services that Azure trusts, such as Event Grid, still may.')
param private bool

// Every table that the code names. The app never makes one: its right to do so is the data role's, but a misspelt name should fail, not hide.
var tables = [
  'addresses'
  'arrivals'
  'connectors'
  'counters'
  'customers'
  'deadletters'
  'definitions'
  'deliveries'
  'fits'
  'handoffs'
  'identities'
  'models'
  'orders'
  'privacy'
  'reports'
  'runs'
  'schedule'
  'shop'
]

// Every queue that the code names; each has a second one for what failed five times.
var queues = [
  'deliveries'
  'deliver-status'
  'enrol-buckets'
  'reconcile-buckets'
  'score-buckets'
  'trigger-customers'
]

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = [
      for item in items(containers): {
        name: item.value
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for queue in queues: {
        name: queue
      }
    ]

    resource poison 'queues' = [
      for queue in queues: {
        name: '${queue}-poison'
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [
      for table in tables: {
        name: table
      }
    ]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'forget-events-that-were-never-delivered'
            type: 'Lifecycle'
            definition: {
              actions: {
                baseBlob: {
                  delete: {
                    daysAfterModificationGreaterThan: 90
                  }
                }
              }
              filters: {
                blobTypes: [
                  'blockBlob'
                ]
                prefixMatch: [
                  containers.deadLetters
                ]
              }
            }
          }
        ]
      }
    }
  }
}
