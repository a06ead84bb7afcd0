namespace Akka.P2P.Node.Tests.Hosting;

using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Testing;

public sealed class SourceHashingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "Who shares a folder with empty ones in it is told in one sentence that they do not travel")]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "in/e" }, "The empty folder 'in/e' is not shared: a torrent can't say it.")]
    [InlineData(new[] { "in/e", "in/f/g" }, "2 empty folders are not shared, the first of them ")]
    public async Task Empty_folders_are_told(string[] empty, string sentence)
    {
        await File.WriteAllBytesAsync(_folder["d/x"], [1]);
        foreach (var name in empty)
            Directory.CreateDirectory(_folder["d/" + name]);
        var errors = new StringWriter();
        var hashed = await SourceHashing.HashAsync(_folder["d"], null, CancellationToken.None);

        SourceHashing.WarnOfEmptyFolders(hashed, new PlainReporter(new StringWriter(), errors, new FakeClock()));

        Assert.Contains(sentence, errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(empty.Length > 0 ? 1 : 0, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
