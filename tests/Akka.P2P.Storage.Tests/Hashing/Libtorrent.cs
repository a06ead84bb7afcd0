namespace Akka.P2P.Storage.Tests.Hashing;

using System.Diagnostics;

/// <summary>libtorrent for Python, where it is installed: another program that says which id a folder has.</summary>
internal static class Libtorrent
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>A Python that knows it; null when there is none.</summary>
    public static string? Python => Found.Value;

    /// <summary>The ids of those paths at that chunk length, in their order.</summary>
    public static async Task<string[]> IdsAsync(IReadOnlyList<string> paths, int chunkLength)
    {
        using var process = Start(Python!, Path.Combine(AppContext.BaseDirectory, "TestData", "libtorrent-ids.py"));
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEndAsync();
        foreach (var path in paths)
            await process.StandardInput.WriteAsync($"{chunkLength}\t{path}\n");
        process.StandardInput.Close();
        var ids = (await lines).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(ids.Length == paths.Count, await errors);
        return ids;
    }

    // Debian's packages are for the system's Python, which another one may hide.
    private static string? Find() => ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(Knows);

    private static bool Knows(string python)
    {
        try
        {
            using var process = Start(python, "-c", "import libtorrent");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new System.Text.UTF8Encoding(false),
    })!;
}

/// <summary>A test that asks libtorrent, and is skipped where it isn't installed.</summary>
internal sealed class LibtorrentFactAttribute : FactAttribute
{
    public LibtorrentFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "The trees have executable bits and links, which Windows has not.";
        else if (Libtorrent.Python is null)
            Skip = "No Python with libtorrent is installed (on Debian: apt-get install python3-libtorrent).";
    }
}
