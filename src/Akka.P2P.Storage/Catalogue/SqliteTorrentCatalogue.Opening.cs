namespace Akka.P2P.Storage.Catalogue;

using System.Globalization;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Metainfo;
using Microsoft.Data.Sqlite;

public sealed partial class SqliteTorrentCatalogue
{
    private const string Schema =
        """
        CREATE TABLE torrents (
          id BLOB NOT NULL UNIQUE,
          name TEXT NOT NULL,
          length INTEGER NOT NULL,
          chunks INTEGER NOT NULL,
          published_by BLOB NOT NULL,
          published_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
          metainfo BLOB NOT NULL);
        """;

    // Numbered as they come, so that the oldest can be forgotten.
    private const string Requests =
        """
        CREATE TABLE requests (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          request_id BLOB NOT NULL UNIQUE,
          id BLOB NOT NULL,
          outcome INTEGER NOT NULL);
        """;

    // Version 1 kept them for ever, and in no order.
    private const string FromVersion1 =
        $"""
        ALTER TABLE requests RENAME TO requests_1;
        {Requests}
        INSERT INTO requests (request_id, id, outcome) SELECT request_id, id, outcome FROM requests_1;
        DROP TABLE requests_1;
        """;

    /// <summary>How the connection really is set: journal mode, and 2 for a full sync.</summary>
    internal ValueTask<(string Journal, long Synchronous)> ModesAsync() => RunAsync(
        () => ((string)Scalar("PRAGMA journal_mode")!, Number("PRAGMA synchronous")), CancellationToken.None);

    private static SqliteTorrentCatalogue Open(string path, TimeProvider time, int rememberedRequests)
    {
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Without the pool: the file is free as soon as the catalogue is closed.
            var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString();
            connection = new SqliteConnection(text);
            connection.Open();
            var catalogue = new SqliteTorrentCatalogue(connection, path, time, rememberedRequests);
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
        if (version == SchemaVersion)
            return;
        using var transaction = _connection.BeginTransaction(deferred: false);
        if (version == 0)
        {
            Execute(Schema);
            Execute(Requests);
        }
        else
        {
            if (version == 1)
                Execute(FromVersion1);
            AddChunks();
        }

        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={SchemaVersion}"));
        transaction.Commit();
    }

    // Version 2 and before did not count them; what was published says how many there are.
    private void AddChunks()
    {
        Execute("ALTER TABLE torrents ADD COLUMN chunks INTEGER NOT NULL DEFAULT 0");
        List<byte[]> ids = [];
        using (var command = Command("SELECT id FROM torrents"))
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
                ids.Add((byte[])row[0]);
        }

        foreach (var id in ids)
        {
            if (Scalar("SELECT metainfo FROM torrents WHERE id = $id", ("$id", id)) is byte[] metainfo && ChunksOf(metainfo) is { } chunks)
                Execute("UPDATE torrents SET chunks = $chunks WHERE id = $id", ("$chunks", chunks), ("$id", id));
        }
    }

    private static int? ChunksOf(byte[] metainfo)
    {
        try
        {
            return MetainfoReader.Read(metainfo).Metainfo.Grid.Count;
        }
        catch (MetainfoException)
        {
            return null;
        }
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
