namespace Akka.P2P.Processes;

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

/// <summary>A folder of its own for a test, with files of known content; gone at the end.</summary>
public sealed class Workspace : IDisposable
{
    public Workspace() => Root = Directory.CreateTempSubdirectory("akka-p2p-e2e-").FullName;

    public string Root { get; }

    public static string Repository { get; } = FindRepository();

    public static string Hocon(string name) => Path.Combine(Repository, "hocon", name);

    /// <summary>Asks the kernel for a port that nobody has; the small race until it is bound again is a test's to live with.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string In(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Folder(params string[] parts) => Directory.CreateDirectory(In(parts)).FullName;

    /// <summary>A file of pseudo-random content that depends on its size and seed only.</summary>
    public string WriteFile(string name, long size, int seed = 1)
    {
        var path = In(name);
        var random = new Random(seed);
        var block = new byte[1 << 16];
        using var file = File.Create(path);
        for (var left = size; left > 0; left -= block.Length)
        {
            random.NextBytes(block);
            file.Write(block, 0, (int)Math.Min(left, block.Length));
        }

        return path;
    }

    /// <summary>The hash as the system's own <c>sha256sum</c> sees the file: code that shares nothing with ours.</summary>
    public static string IndependentHash(string path)
    {
        try
        {
            using var sum = Process.Start(new ProcessStartInfo("sha256sum", ["--", path]) { RedirectStandardOutput = true })!;
            var line = sum.StandardOutput.ReadToEnd();
            sum.WaitForExit();
            if (sum.ExitCode != 0)
                throw new IOException($"sha256sum could not read {path}");
            return line.TrimStart('\\')[..64];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
    }

    /// <summary>Every file and folder below, with sizes: equal before and after means that nothing changed on disk.</summary>
    public IReadOnlyList<string> Snapshot() => [.. new DirectoryInfo(Root)
        .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(entry => $"{Path.GetRelativePath(Root, entry.FullName)} {(entry as FileInfo)?.Length}")
        .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Akka.P2P.sln")))
                return folder;
        }

        throw new InvalidOperationException($"No Akka.P2P.sln above {AppContext.BaseDirectory}.");
    }
}
