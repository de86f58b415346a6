using 'main.bicep'

// azd asks for the first two. The rest are set here, or with 'azd env set NAME VALUE' where a name stands.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

// small: to try it, and shops of up to 100,000 customers. medium: millions. large: tens of millions.
param size = readEnvironmentVariable('RECALL_SIZE', 'small')
param operatorEmail = readEnvironmentVariable('RECALL_OPERATOR_EMAIL', '')
param monthlyBudget = int(readEnvironmentVariable('RECALL_MONTHLY_BUDGET', '100'))
param runs = {
  score: readEnvironmentVariable('RECALL_SCORE_SCHEDULE', '0 */15 * * * *')
  fit: readEnvironmentVariable('RECALL_FIT_SCHEDULE', '0 5 * * * *')
  audience: readEnvironmentVariable('RECALL_AUDIENCE_SCHEDULE', '0 */15 * * * *')
  report: readEnvironmentVariable('RECALL_REPORT_SCHEDULE', '0 0 14 1-3 * *')
  reconcile: readEnvironmentVariable('RECALL_RECONCILE_SCHEDULE', '0 15 * * * *')
}
param durableScheduler = readEnvironmentVariable('RECALL_DURABLE_SCHEDULER', '')

// Decided before the first customer is stored: docs/scale.md says what each bounds.
param buckets = int(readEnvironmentVariable('RECALL_BUCKETS', '1024'))
param durablePartitions = int(readEnvironmentVariable('RECALL_DURABLE_PARTITIONS', '4'))
param storageSku = readEnvironmentVariable('RECALL_STORAGE_SKU', 'Standard_ZRS')
param privateNetwork = bool(readEnvironmentVariable('RECALL_PRIVATE_NETWORK', 'false'))

param dataLocation = readEnvironmentVariable('RECALL_DATA_LOCATION', 'Europe')
param emailDomain = readEnvironmentVariable('RECALL_EMAIL_DOMAIN', '')
param emailDomainVerified = bool(readEnvironmentVariable('RECALL_EMAIL_DOMAIN_VERIFIED', 'false'))
param emailSenderName = readEnvironmentVariable('RECALL_EMAIL_SENDER_NAME', 'DoNotReply')
param smsSender = readEnvironmentVariable('RECALL_SMS_SENDER', '')
param pushUrl = readEnvironmentVariable('RECALL_PUSH_URL', '')
param wecomCorpId = readEnvironmentVariable('RECALL_WECOM_CORP_ID', '')
param publicUrl = readEnvironmentVariable('RECALL_PUBLIC_URL', '')

// Such as { name: 'crm', url: 'https://crm.example.com/recall' }, once its secret is in the vault as webhook-crm.
param webhooks = []

param operatorId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param functionsDeployed = bool(readEnvironmentVariable('RECALL_FUNCTIONS_DEPLOYED', 'false'))
