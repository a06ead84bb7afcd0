namespace Akka.P2P.Storage.Tests.Files;

using Akka.P2P.Storage.Files;

public sealed class FilePoolTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_more_files_stay_open_than_allowed_and_those_in_use_are_never_closed()
    {
        using var pool = new FilePool(RealDisk.Instance, StoreFileMode.Write, i => _folder[$"{i}"], 3);
        var held = Enumerable.Range(0, 5).Select(pool.Rent).ToList();
        Assert.Equal(5, pool.OpenCount);
        foreach (var lease in held)
            Assert.Equal(0, lease.File.Length);

        held.ForEach(l => l.Dispose());

        Assert.Equal(3, pool.OpenCount);
        using (pool.Rent(9))
            Assert.Equal(3, pool.OpenCount);
        pool.CloseIdle();
        Assert.Equal(0, pool.OpenCount);
    }

    [Theory]
    [InlineData("a.txt", false, 1, "a (1).txt")]
    [InlineData("a.tar.gz", false, 2, "a.tar (2).gz")]
    [InlineData(".bashrc", false, 1, ".bashrc (1)")]
    [InlineData("noext", false, 3, "noext (3)")]
    [InlineData("v1.2", true, 1, "v1.2 (1)")]
    [InlineData("v1.2", true, 0, "v1.2")]
    public void Taken_names_get_a_number(string name, bool isFolder, int attempt, string expected) =>
        Assert.Equal(expected, FreeName.Of(name, isFolder, attempt));
}
