namespace Akka.P2P.Storage.Catalogue;

using System.Globalization;
using Akka.P2P.Core.Catalogue;
using Microsoft.Data.Sqlite;

public sealed partial class SqliteTorrentCatalogue
{
    private const string Schema =
        """
        CREATE TABLE torrents (
          id BLOB NOT NULL UNIQUE,
          name TEXT NOT NULL,
          length INTEGER NOT NULL,
          published_by BLOB NOT NULL,
          published_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
          metainfo BLOB NOT NULL);
        CREATE TABLE requests (
          request_id BLOB NOT NULL PRIMARY KEY,
          id BLOB NOT NULL,
          outcome INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>How the connection really is set: journal mode, and 2 for a full sync.</summary>
    internal ValueTask<(string Journal, long Synchronous)> ModesAsync() => RunAsync(
        () => ((string)Scalar("PRAGMA journal_mode")!, Number("PRAGMA synchronous")), CancellationToken.None);

    private static SqliteTorrentCatalogue Open(string path, TimeProvider time)
    {
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Without the pool: the file is free as soon as the catalogue is closed.
            var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString();
            connection = new SqliteConnection(text);
            connection.Open();
            var catalogue = new SqliteTorrentCatalogue(connection, path, time);
            catalogue.Prepare();
            return catalogue;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            var why = e is SqliteException { SqliteErrorCode: 11 or 26 } ? "is damaged or no catalogue at all" : $"can't be opened: {e.Message}";
            throw new CatalogueException($"The catalogue '{path}' {why}. Restore it from a copy, or name another file.", e);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private void Prepare()
    {
        // Read first: a file that is not ours must not be turned to a write-ahead log.
        var version = Number("PRAGMA user_version");
        var tables = Number("SELECT count(*) FROM sqlite_master");
        if (version > SchemaVersion)
        {
            throw new CatalogueException(
                $"The catalogue '{_path}' was written by a newer version of this program (schema {version}; this one knows {SchemaVersion}).");
        }

        if (version == 0 && tables > 0)
            throw new CatalogueException($"'{_path}' is a database of another program.");
        if (version > 0 && Scalar("PRAGMA quick_check(1)") is not "ok")
            throw new CatalogueException($"The catalogue '{_path}' is damaged. Restore it from a copy, or name another file.");
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        if (version > 0)
            return;
        using var transaction = _connection.BeginTransaction(deferred: false);
        Execute(Schema);
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={SchemaVersion}"));
        transaction.Commit();
    }

    private long Number(string sql) => Convert.ToInt64(Scalar(sql), CultureInfo.InvariantCulture);

    private object? Scalar(string sql, params (string Name, object Value)[] arguments)
    {
        using var command = Command(sql, arguments);
        return command.ExecuteScalar();
    }

    private int Execute(string sql, params (string Name, object Value)[] arguments)
    {
        using var command = Command(sql, arguments);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] arguments)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text here is a constant of this class; what comes from elsewhere is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in arguments)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
