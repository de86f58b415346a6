using Azure;
using Azure.Data.Tables.Models;
using Recall.App.Ports;

namespace Recall.Azure.Storage;

/// <summary>
/// What the service's errors mean, by <c>learn.microsoft.com/rest/api/storageservices/table-service-error-codes</c>. All others are left as they are:
/// whoever called tries again, or it is a mistake of the deployment, such as a table that is not there.
/// </summary>
internal static class TableErrors
{
    /// <summary>The row was in another state than its author had read; null for any other error.</summary>
    public static TableConflict? ConflictOf(RequestFailedException e) => e.ErrorCode switch
    {
        _ when e.ErrorCode == TableErrorCode.EntityAlreadyExists => TableConflict.AlreadyExists,
        _ when e.ErrorCode == TableErrorCode.ResourceNotFound || e.ErrorCode == TableErrorCode.EntityNotFound => TableConflict.NotFound,
        _ when e.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied => TableConflict.ETagMismatch,
        _ => null,
    };

    /// <summary>Sending it again cannot help.</summary>
    public static bool IsLimit(RequestFailedException e) =>
        e.Status == 413 || e.ErrorCode is "RequestBodyTooLarge" or "EntityTooLarge" or "PropertyValueTooLarge" or "TooManyProperties" or "KeyValueTooLarge";
}
