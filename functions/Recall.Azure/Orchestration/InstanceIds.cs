using System.Security.Cryptography;
using System.Text;
using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>
/// Names of orchestration instances: the enrolment's id, so that people find one by the other. Ids longer than the documented 100 characters
/// (learn.microsoft.com/azure/azure-functions/durable/durable-functions-instance-management#start-instances), and those with other than ASCII
/// characters, are hashed: <c>run--{hash}</c>, which no enrolment's id is. Nobody has to read one back: an instance's input is the whole id.
/// </summary>
public static class InstanceIds
{
    /// <summary>Longest instance id, characters.</summary>
    public const int MaxLength = 100;

    /// <summary>The same for the same enrolment, on every machine and for good.</summary>
    public static string Of(EnrolmentId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var text = id.ToString();
        return text.Length <= MaxLength && text.All(c => c is >= '!' and <= '~')
            ? text
            : "run--" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
