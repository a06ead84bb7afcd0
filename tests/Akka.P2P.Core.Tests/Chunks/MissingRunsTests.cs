namespace Akka.P2P.Core.Tests.Chunks;

using Akka.P2P.Core.Chunks;

public sealed class MissingRunsTests
{
    [Theory(DisplayName = "What is missing is named as runs of neighbours, no more of them than wanted")]
    [InlineData(0, "", 9, "")]
    [InlineData(3, "0 1 2", 9, "")]
    [InlineData(3, "", 9, "0-2")]
    [InlineData(130, "0 64 129", 9, "1-63 65-128")]
    [InlineData(5, "1 3", 9, "0 2 4")]
    [InlineData(5, "1 3", 2, "0 2")]
    [InlineData(5, "1 3", 0, "")]
    public void Runs(int length, string set, int max, string expected)
    {
        var bits = new Bitfield(length);
        foreach (var held in set.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            bits.Set(int.Parse(held, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, string.Join(' ', Bitfield.Full(length).AndNot(bits).Runs(max)));
    }
}
