metadata description = 'Azure Communication Services: e-mail from a domain, and short messages from numbers that are bought in the portal.'

param name string
param tags object

@description('Where Communication Services keeps data at rest; cannot be changed later.')
param dataLocation string

@description('A domain of the shop, such as mail.example.com; empty for one that Azure manages, which may send ten messages an hour.')
param customDomain string

@description('True once all four DNS records of the custom domain are verified: linking an unverified domain fails.')
param customDomainVerified bool

@description('The part of the sender address before the @, on the custom domain.')
param senderName string

var custom = !empty(customDomain)

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource managedDomain 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (!custom) {
  parent: email
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource ownDomain 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (custom) {
  parent: email
  name: custom ? customDomain : 'unused'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }

  // DoNotReply comes with every domain. Another sender is refused until it is named, and can be named once the domain is verified and Azure has
  // raised the subscription's limits (learn.microsoft.com/azure/communication-services/quickstarts/email/add-multiple-senders).
  resource sender 'senderUsernames' = if (customDomainVerified && senderName != 'DoNotReply') {
    name: senderName
    properties: {
      displayName: senderName
      username: senderName
    }
  }
}

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: custom ? (customDomainVerified ? [ownDomain.id] : []) : [managedDomain.id]
  }
}

output endpoint string = 'https://${service.properties.hostName}'
output emailSender string = custom
  ? (customDomainVerified ? '${senderName}@${customDomain}' : '')
  : 'DoNotReply@${managedDomain!.properties.mailFromSenderDomain}'

@description('What to enter at the domain\'s DNS provider; empty for the domain that Azure manages.')
output dnsRecords object = custom ? ownDomain!.properties.verificationRecords : {}
