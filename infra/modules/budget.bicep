metadata description = 'A mail before the month costs more than it should.'

@description('Per month, in the currency of the subscription.')
param amount int

@description('The action group that is told besides the owners of the resource group. It may be filled later; a budget that is there is not changed.')
param peopleId string

param firstOfMonth string = utcNow('yyyy-MM-01')

// A budget's start cannot be moved, and every deployment comes with another month.
@onlyIfNotExists()
resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'recall'
  properties: {
    amount: amount
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: firstOfMonth
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [
          peopleId
        ]
        contactRoles: [
          'Owner'
        ]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [
          peopleId
        ]
        contactRoles: [
          'Owner'
        ]
      }
    }
  }
}
