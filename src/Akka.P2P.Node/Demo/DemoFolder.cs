namespace Akka.P2P.Node.Demo;

/// <summary>A temporary folder for one demo; it takes the made-up file and every copy with it when it goes.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("akka-p2p-demo-").FullName;

    public string Of(string node) => Directory.CreateDirectory(Path.Combine(_root, node)).FullName;

    /// <summary>A file of pseudo-random bytes: incompressible, and the same for every run of one size, so that its id is too.</summary>
    public async Task<string> MakeFileAsync(string name, long size, CancellationToken cancellation)
    {
        var path = Path.Combine(Of("source"), name);
        EnsureRoom(size);
        var random = new Random(20261123);
        var block = new byte[1 << 20];
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var left = size; left > 0; left -= block.Length)
        {
            random.NextBytes(block);
            await file.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellation);
        }

        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // A temporary folder that stays is no reason to fail what succeeded.
        }
    }

    private void EnsureRoom(long size)
    {
        var free = new DriveInfo(_root).AvailableFreeSpace;
        if (free < size)
            throw new CommandException(ExitCode.Failed, $"{_root} has room for {free} bytes, and the demo's file alone needs {size}: choose a smaller --size.");
    }
}
