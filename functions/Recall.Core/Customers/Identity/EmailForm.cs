namespace Recall.Core.Customers.Identity;

/// <summary>The forms of an e-mail address that reach one mailbox.</summary>
public static class EmailForm
{
    /// <summary>
    /// The address in lower case; and for Gmail the form without dots and without what follows a plus, which its mailboxes do not tell apart
    /// (support.google.com/mail/answer/7436150). Other providers do tell such addresses apart, or may (RFC 5321, 2.3.11: only the host knows).
    /// </summary>
    public static IReadOnlyList<string> Of(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var text = email.Trim().ToLowerInvariant();
        var at = text.LastIndexOf('@');
        if (at < 1 || text[(at + 1)..] is not ("gmail.com" or "googlemail.com"))
            return [text];
        var name = text[..at];
        var plus = name.IndexOf('+', StringComparison.Ordinal);
        var mailbox = (plus < 0 ? name : name[..plus]).Replace(".", "", StringComparison.Ordinal) + "@gmail.com";
        return mailbox.Length == "@gmail.com".Length || mailbox == text ? [text] : [text, mailbox];
    }
}
