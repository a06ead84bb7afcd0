namespace Akka.P2P.Node.Tests.Menu;

using Akka.P2P.Node.Menu;

public sealed class LiveRegionTests
{
    [Fact(DisplayName = "A terminal that became narrower has broken rows in two: all of them are taken away, and nothing above them")]
    public void Narrower()
    {
        var region = new LiveRegion();
        region.Draw([], [new string('x', 35), "short"], "Enter choice: ", (new string('y', 20), new string('y', 20)), 80);

        // 35 cells are two rows of 30, and so are the 34 of the prompt: five rows, and the cursor is in the last.
        Assert.Equal("\u001b[4A\r\u001b[J", region.Erase(30));
        Assert.Equal("", region.Erase(30));
    }

    [Theory(DisplayName = "The cursor stands where it stands in the text")]
    [InlineData("abc", "abc", "")]
    [InlineData("abc", "ab", "\u001b[1D")]
    [InlineData("a文c", "a", "\u001b[3D")]
    public void Cursor(string text, string before, string sequence) =>
        Assert.Equal($"Enter: {text}{sequence}", new LiveRegion().Draw([], [], "Enter: ", (text, before), 80));
}
