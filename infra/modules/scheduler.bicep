metadata description = 'A Durable Task Scheduler with one task hub. It has no key: identities sign in.'

import { taskHub } from '../types.bicep'

param name string
param location string
param tags object

@description('Consumption or Dedicated.')
param sku string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // An empty list lets nobody in, and the addresses of a Flex Consumption app are not known: the door is who signs in.
    ipAllowlist: [
      '0.0.0.0/0'
    ]
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
  }

  resource hub 'taskHubs' = {
    name: taskHub
  }
}
