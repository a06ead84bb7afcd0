namespace Akka.P2P.Core.Tests.Picking;

using Akka.P2P.Core.Picking;

public sealed class SequentialPickerTests
{
    private readonly Availability _availability = new(200);
    private readonly SequentialPicker _picker;

    public SequentialPickerTests() => _picker = new SequentialPicker(_availability);

    [Fact(DisplayName = "The lowest wanted chunk that may be taken goes first, however rare; one that is wanted again comes before those after it")]
    public void Lowest()
    {
        foreach (var chunk in (int[])[130, 7, 150, 64])
            _picker.Add(chunk);
        _availability.Add(7);
        _picker.Reranked(7);

        Assert.Equal(7, Pick());
        Assert.Equal(64, _picker.Pick(0, c => c != 7));
        Assert.True(_picker.Remove(7));
        Assert.False(_picker.Remove(7));
        Assert.Equal(64, Pick());
        _picker.Add(7);
        Assert.Equal(7, Pick());
        Assert.Equal(4, _picker.Count);
        Assert.Throws<InvalidOperationException>(() => _picker.Add(7));
    }

    [Fact(DisplayName = "Chunks with fewer partial sources than asked for are passed by, and asked about by nobody")]
    public void Ranks()
    {
        _picker.Add(3);
        _picker.Add(9);
        _availability.Add(9);
        List<int> asked = [];

        Assert.Equal(9, _picker.Pick(1, c => { asked.Add(c); return true; }));
        Assert.Equal([9], asked);
        Assert.Equal(-1, _picker.Pick(2, _ => true));
    }

    [Fact(DisplayName = "Nothing wanted, or nothing that may be taken, is −1")]
    public void Nothing()
    {
        Assert.Equal(-1, Pick());
        _picker.Add(199);
        Assert.Equal(-1, _picker.Pick(0, _ => false));
        Assert.Equal(199, Pick());
        _picker.Remove(199);
        Assert.Equal(-1, Pick());
        _picker.Add(0);
        Assert.Equal(0, Pick());
    }

    private int Pick() => _picker.Pick(0, _ => true);
}
