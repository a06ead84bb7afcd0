namespace Akka.P2P.Pbm.Tests.Editing;

using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.Text;

public sealed class CandidateListTests
{
    [Fact(DisplayName = "A few candidates with hints have a row each")]
    public void With_hints() => Assert.Equal(
        ["list   what there is", "share  a file or fold…"],
        CandidateList.Rows(new Completion(0, [new("list", "what there is"), new("share", "a file or folder to give")]), 22));

    [Fact(DisplayName = "Without hints they stand in columns, read downwards")]
    public void In_columns() => Assert.Equal(
        ["a  c  e", "b  d"],
        CandidateList.Rows(new Completion(0, [.. "abcde".Select(c => new Candidate(c.ToString()))]), 8));

    [Theory(DisplayName = "A hundred thousand candidates are a hundred rows at most, and how many more there are")]
    [InlineData(20)]
    [InlineData(2)]
    [InlineData(200)]
    public void Many(int columns)
    {
        var rows = CandidateList.Rows(new Completion(0, [.. Enumerable.Range(0, 100_000).Select(i => new Candidate($"palette-{i:D6}"))]), columns);

        Assert.InRange(rows.Count, 2, 101);
        Assert.All(rows, row => Assert.InRange(CellWidth.Of(row), 0, columns));
        if (columns == 200)
            Assert.Equal("… and 99,900 more", rows[^1]);
    }

    [Fact(DisplayName = "A candidate that would steer the terminal is shown harmless")]
    public void Harmless_candidates() =>
        Assert.Equal(["␛[2Jx␊  ␇"], CandidateList.Rows(new Completion(0, [new("\e[2Jx\n", "\a")]), 40));

    [Fact(DisplayName = "What may follow is said even when nothing can be listed")]
    public void Usage() => Assert.Equal(["-s SYMBOL  the symbol"], CandidateList.Rows(new Completion(0, [], "-s SYMBOL  the symbol"), 40));
}
