namespace Akka.P2P.Protocol.Tests;

public sealed class PageAssemblyTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(WireLimits.PageBytes, 1)]
    [InlineData(WireLimits.PageBytes + 1, 2)]
    [InlineData((3 * WireLimits.PageBytes) + 7, 4)]
    public void Pages_make_the_whole_again(int size, int pages)
    {
        var whole = Testing.Fixtures.Bytes("pages", size);
        var assembly = PageAssembly.TryStart(pages, size, size)!;
        for (var page = 0; page < pages; page++)
            Assert.True(assembly.TryAdd(page, pages, size, PageAssembly.Cut(whole, page)));
        Assert.True(assembly.IsComplete);
        Assert.Equal(whole, assembly.Bytes.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        Assert.Null(PageAssembly.TryStart(2, 10, 100));
        Assert.Null(PageAssembly.TryStart(1, 101, 100));
        Assert.Null(PageAssembly.TryStart(1, -1, 100));
        var assembly = PageAssembly.TryStart(1, 10, 100)!;
        Assert.False(assembly.TryAdd(1, 1, 10, new byte[10]));
        Assert.False(assembly.TryAdd(0, 2, 10, new byte[10]));
        Assert.False(assembly.TryAdd(0, 1, 11, new byte[10]));
        Assert.False(assembly.TryAdd(0, 1, 10, new byte[9]));
        Assert.False(assembly.TryAdd(0, 1, 10, null));
        Assert.Equal(0, assembly.NextPage);
        Assert.True(assembly.TryAdd(0, 1, 10, new byte[10]));
        Assert.False(assembly.TryAdd(0, 1, 10, new byte[10]));
    }

    [Theory(DisplayName = "S2.25-S2.41, S2.C2: the codes are the seed's")]
    [InlineData(OperationCode.GetList, 100)]
    [InlineData(OperationCode.GetTorrent, 110)]
    [InlineData(OperationCode.StartSeed, 120)]
    [InlineData(OperationCode.StopSeed, 130)]
    [InlineData(OperationCode.UploadFile, 140)]
    [InlineData(OperationCode.Interested, 150)]
    [InlineData(OperationCode.Uninterested, 160)]
    [InlineData(OperationCode.Choked, 170)]
    [InlineData(OperationCode.Unchoked, 180)]
    [InlineData(OperationCode.GetPeers, 190)]
    [InlineData(OperationCode.GetChunk, 195)]
    [InlineData(ReturnCode.Success, 200)]
    [InlineData(ReturnCode.FinishedDownload, 201)]
    [InlineData(ReturnCode.FinishedSeeding, 202)]
    [InlineData(ReturnCode.BadRequest, 400)]
    [InlineData(ReturnCode.Unauthorized, 401)]
    [InlineData(ReturnCode.Forbidden, 403)]
    [InlineData(ReturnCode.NotFound, 404)]
    [InlineData(ReturnCode.AlreadySeeding, 409)]
    [InlineData(ReturnCode.NoAvailableTorrents, 410)]
    [InlineData(ReturnCode.TorrentDoesNotExist, 411)]
    [InlineData(ReturnCode.Fail, 450)]
    [InlineData(ReturnCode.FailedToDownload, 451)]
    public void Codes(object code, int number) => Assert.Equal(number, Convert.ToInt32(code, System.Globalization.CultureInfo.InvariantCulture));
}
