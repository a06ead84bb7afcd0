namespace Akka.P2P.Core.Tests.Metainfo;

using Akka.P2P.Core.Metainfo;

public sealed class MetainfoAssemblerTests
{
    private static readonly Metainfo Twins = MetainfoReader.Read(Bep52Vector.Of("twins").Torrent).Metainfo;
    private static readonly Metainfo Other = MetainfoReader.Read(Bep52Vector.Of("tree").Torrent).Metainfo;

    [Fact]
    public void The_info_is_known_before_the_layers_are()
    {
        var assembler = new MetainfoAssembler(Twins.Id);
        Assert.False(assembler.Add(Page(Twins, 0, Twins.InfoBytes.Length)));
        Assert.Equal("twins", assembler.Info!.Name);
        Assert.Null(assembler.Result);
        // A page that came twice changes nothing.
        Assert.False(assembler.Add(Page(Twins, 0, 10)));
        Assert.True(assembler.Add(Page(Twins, assembler.NextOffset, 1000)));
        Assert.Equal(Twins.Id, assembler.Result!.Id);
    }

    [Fact]
    public void Metainfo_of_another_torrent_is_refused_and_so_is_all_that_the_peer_sends_after_it()
    {
        var assembler = new MetainfoAssembler(Twins.Id);
        Assert.Contains("not that of torrent", Refused(assembler, Page(Other, 0, 10_000)), StringComparison.Ordinal);
        Assert.Contains("before", Refused(assembler, Page(Twins, 0, 10_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_of_damage_anywhere_is_noticed()
    {
        var whole = Page(Twins, 0, 100_000);
        for (var at = 0; at < whole.Bytes.Length; at++)
        {
            var bytes = whole.Bytes.ToArray();
            bytes[at] ^= 4;
            Refused(new MetainfoAssembler(Twins.Id), whole with { Bytes = bytes });
        }
    }

    [Fact]
    public void Claims_that_can_not_be_are_refused_at_the_first_page()
    {
        var page = Page(Twins, 0, 10);
        foreach (var claim in (MetainfoPage[])[
            page with { InfoLength = 0 }, page with { InfoLength = -5 }, page with { InfoLength = int.MaxValue, TotalLength = int.MaxValue },
            page with { TotalLength = int.MaxValue }, page with { TotalLength = page.InfoLength - 1 }, page with { Offset = 5 },
            page with { Offset = -1 }, page with { Bytes = default }, page with { Bytes = new byte[page.TotalLength + 1] }])
            Refused(new MetainfoAssembler(Twins.Id), claim);
    }

    [Fact]
    public void Pages_that_contradict_each_other_or_leave_a_gap_are_refused()
    {
        foreach (var next in (MetainfoPage[])[
            Page(Twins, 10, 10) with { TotalLength = 5000 }, Page(Twins, 10, 10) with { InfoLength = 100 }, Page(Twins, 20, 10)])
        {
            var assembler = new MetainfoAssembler(Twins.Id);
            assembler.Add(Page(Twins, 0, 10));
            Refused(assembler, next);
        }
    }

    [Fact]
    public void A_length_that_the_info_does_not_want_is_refused_as_soon_as_the_info_is_there()
    {
        var page = Page(Twins, 0, Twins.InfoBytes.Length);
        Assert.Contains("claims", Refused(new MetainfoAssembler(Twins.Id), page with { TotalLength = page.TotalLength + 32 }), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_no_pages_outside_of_the_form()
    {
        var pages = new MetainfoPages(Twins);
        Assert.False(pages.TryPage(-1, 10, out _));
        Assert.False(pages.TryPage(pages.TotalLength, 10, out _));
        Assert.False(pages.TryPage(0, 0, out _));
    }

    private static MetainfoPage Page(Metainfo metainfo, int offset, int most)
    {
        Assert.True(new MetainfoPages(metainfo).TryPage(offset, most, out var page));
        return page!;
    }

    private static string Refused(MetainfoAssembler assembler, MetainfoPage page) =>
        Assert.Throws<MetainfoException>(() => assembler.Add(page)).Message;
}
