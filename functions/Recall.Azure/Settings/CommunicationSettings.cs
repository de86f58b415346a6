using System.Net.Mail;

namespace Recall.Azure.Settings;

/// <summary>How messages leave: an Azure Communication Services resource, and who they are from.</summary>
/// <param name="Endpoint">Of the resource.</param>
/// <param name="EmailSender">Null where no e-mail is sent.</param>
/// <param name="SmsSender">Null where no short message is sent.</param>
internal sealed record CommunicationSettings(Uri Endpoint, string? EmailSender, string? SmsSender)
{
    private const string Section = "Recall:Communication";

    /// <summary>Reads it; null where the app is to send nothing.</summary>
    public static CommunicationSettings? Read(SettingsReader read)
    {
        var email = read.Optional(
            $"{Section}:EmailSender", "a sender address of the linked e-mail domain, such as DoNotReply@mail.example.com",
            t => MailAddress.TryCreate(t, out var address) && address.Address == t ? t : null);
        var sms = read.Optional(
            $"{Section}:SmsSender", "the resource's number with country code (+12025550100), a short code, or an alphanumeric sender of up to 11 characters",
            t => t.Length is > 2 and < 17 && t.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or ' ') ? t : null);
        if (email is null && sms is null && read.Text($"{Section}:Endpoint") is null)
            return null;
        var endpoint = read.Needed(
            $"{Section}:Endpoint", "the resource's endpoint, such as https://name.europe.communication.azure.com", Settings.Endpoint.Of);
        return endpoint is null ? null : new(endpoint, email, sms);
    }
}
