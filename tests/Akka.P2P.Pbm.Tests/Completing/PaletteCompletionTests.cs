namespace Akka.P2P.Pbm.Tests.Completing;

using Akka.P2P.Pbm.Completing;

public sealed class PaletteCompletionTests
{
    [Theory(DisplayName = "What can stand at the cursor (|) is offered, and nothing else")]
    [InlineData("|", "disk disk-repair echo exit help quit")]
    [InlineData("di|", "disk disk-repair")]
    [InlineData("di|sk usage", "disk disk-repair")]
    [InlineData("x|", "")]
    [InlineData("disk |", "copy purge usage watch")]
    [InlineData("disk u|", "usage")]
    [InlineData("nothing |", "")]
    [InlineData("disk nothing |", "")]
    [InlineData("help |", "disk disk-repair echo")]
    [InlineData("help disk p|", "purge")]
    [InlineData("help disk purge |", "")]
    [InlineData("disk usage |", "-v --volume --unit --all --json")]
    [InlineData("disk usage -|", "-v --volume --unit --all --json")]
    [InlineData("disk usage --u|", "--unit")]
    [InlineData("disk usage --unit |", "MiB GiB")]
    [InlineData("disk usage --unit G|", "GiB")]
    [InlineData("disk usage --unit=G|", "--unit=GiB")]
    [InlineData("disk usage --unit GiB --|", "--volume --all --json")]
    [InlineData("disk usage --all -|", "-v --volume --unit --json")]
    [InlineData("disk usage --all |", "-v --volume --unit --json")]
    [InlineData("disk usage -v C -|", "-v --volume --unit --all --json")]
    [InlineData("disk usage -v |", "C D \"two words\"")]
    [InlineData("disk usage -v t|", "\"two words\"")]
    [InlineData("disk usage -v \"t|", "\"two words\"")]
    [InlineData("disk usage -v \"two w|", "\"two words\"")]
    [InlineData("disk usage -v \"C|", "\"C\"")]
    [InlineData("disk usage --json -|", "-v --volume --unit --all")]
    [InlineData("disk usage --unit -|", "-v --volume --all --json")]
    [InlineData("disk copy |", "--json")]
    [InlineData("disk copy a.txt |", "\"D:\\\\\" \"E:\\\\\" --json")]
    [InlineData("disk copy -- |", "")]
    [InlineData("disk copy -- -|", "")]
    [InlineData("disk copy a b |", "--json")]
    [InlineData("disk watch |", "--json")]
    public void Offers(string line, string candidates)
    {
        var completion = At(line);

        Assert.Equal(candidates, string.Join(' ', completion.Candidates.Select(candidate => candidate.Text)));
    }

    [Theory(DisplayName = "What is put in begins where the word begins")]
    [InlineData("di|", 0)]
    [InlineData("disk u|", 5)]
    [InlineData("disk  |", 6)]
    [InlineData("disk usage --unit=G|", 11)]
    [InlineData("disk usage -v \"two w|", 14)]
    public void Begins(string line, int start) => Assert.Equal(start, At(line).Start);

    [Theory(DisplayName = "Where a value can't be listed it is said what it is")]
    [InlineData("disk purge -v |", "-v, --volume <volume>  What to empty (needed)")]
    [InlineData("disk copy |", "<source>  From where (needed)")]
    [InlineData("disk usage --unit |", "--unit <unit>  Unit of sizes (default: MiB; for example GiB)")]
    [InlineData("disk purge |", "")]
    public void Hints(string line, string usage) => Assert.Equal(usage, At(line).Usage);

    [Fact(DisplayName = "Candidates carry a hint")]
    public void Carries_hints()
    {
        Assert.Equal("Empties a volume.", At("disk p|").Candidates.Single().Hint);
        Assert.Equal("usage, purge, copy, watch", At("d|").Candidates[0].Hint);
        Assert.Equal("Unit of sizes (default: MiB; for example GiB)", At("disk usage --u|").Candidates.Single().Hint);
    }

    private static Akka.P2P.Pbm.Editing.Completion At(string line)
    {
        var cursor = line.IndexOf('|', StringComparison.Ordinal);
        return PaletteCompletion.At(SamplePalettes.All, line.Remove(cursor, 1), cursor);
    }
}
