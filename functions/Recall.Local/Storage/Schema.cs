namespace Recall.Local.Storage;

/// <summary>The database's definitions. The version is SQLite's <c>user_version</c>: how many of <see cref="Steps"/> were applied.</summary>
internal static class Schema
{
    /// <summary>Applied in order and never edited once released; a change is a new step at the end.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE row(key BLOB NOT NULL PRIMARY KEY, stamp INTEGER NOT NULL, properties BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE journal(id INTEGER PRIMARY KEY, entries BLOB NOT NULL);
        CREATE TABLE stamp(reserved INTEGER NOT NULL);
        INSERT INTO stamp VALUES (0);
        CREATE TABLE message(
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, visible_at INTEGER NOT NULL, dequeue_count INTEGER NOT NULL,
            receipt INTEGER NOT NULL, body TEXT NOT NULL);
        CREATE INDEX message_visible ON message(queue, visible_at);
        """,
    ];

    /// <summary>Brings the database to this program's version.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote the database.</exception>
    public static void Apply(SqliteSession session, string path)
    {
        var read = session.Prepare("PRAGMA user_version");
        read.Step();
        var version = read.Int64(0);
        read.Reset();
        if (version > Steps.Length)
            throw new InvalidOperationException(
                $"'{path}' has schema version {version}; this version of Recall knows versions up to {Steps.Length}. Use the newer Recall that wrote it.");
        for (; version < Steps.Length; version++)
            session.Execute($"BEGIN IMMEDIATE; {Steps[version]} PRAGMA user_version={version + 1}; COMMIT;");
    }
}
