using Recall.App;
using Recall.Local.Wording;

namespace Recall.Local.Storage;

/// <summary>The database's definitions. The version is SQLite's <c>user_version</c>: how many of <see cref="Steps"/> were applied.</summary>
internal static class Schema
{
    /// <summary>Applied in order and never edited once released; a change is a new step at the end.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE row(
            tbl TEXT NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, etag INTEGER NOT NULL, properties TEXT NOT NULL,
            PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID;
        CREATE TABLE stamp(reserved INTEGER NOT NULL);
        INSERT INTO stamp VALUES (0);
        CREATE TABLE message(
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, visible_at INTEGER NOT NULL, dequeue_count INTEGER NOT NULL,
            receipt INTEGER NOT NULL, body TEXT NOT NULL);
        CREATE INDEX message_visible ON message(queue, visible_at);
        """,
    ];

    /// <summary>Brings the database to this program's version.</summary>
    /// <exception cref="UserException">A newer program wrote the database.</exception>
    public static void Apply(SqliteSession session, string path)
    {
        for (var version = Version(session, path); version < Steps.Length; version++)
            session.Execute($"BEGIN IMMEDIATE; {Steps[version]} PRAGMA user_version={version + 1}; COMMIT;");
    }

    /// <summary>True where it is of this program's version already.</summary>
    /// <exception cref="UserException">A newer program wrote the database.</exception>
    public static bool IsCurrent(SqliteSession session, string path) => Version(session, path) == Steps.Length;

    private static long Version(SqliteSession session, string path)
    {
        var read = session.Prepare("PRAGMA user_version");
        read.Step();
        var version = read.Int64(0);
        read.Reset();
        return version <= Steps.Length ? version : throw new UserException(CommonTexts.NewerSchema, path, version, Steps.Length);
    }
}
