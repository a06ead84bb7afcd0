namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using static TestGrid;

public sealed class ChunkAssemblyTests
{
    private static readonly AttemptId TheAttempt = new(7);
    private readonly ChunkAssembly _assembly = new(Of(1).At(0), TheAttempt, length: 250, sliceLength: 100);

    [Fact]
    public void Slices_may_come_in_any_order_and_are_not_copied()
    {
        var bytes = Enumerable.Range(0, 250).Select(i => (byte)i).ToArray();
        Assert.Equal(SliceOutcome.Accepted, _assembly.Accept(TheAttempt, 200, bytes.AsMemory(200, 50)));
        Assert.Equal(SliceOutcome.Accepted, _assembly.Accept(TheAttempt, 0, bytes.AsMemory(0, 100)));
        Assert.Equal(SliceOutcome.Completed, _assembly.Accept(TheAttempt, 100, bytes.AsMemory(100, 100)));
        bytes[100] = 99;
        Assert.Equal(bytes, _assembly.Slices.SelectMany(s => s.ToArray()));
    }

    [Theory(DisplayName = "A slice that doesn't fit is refused with its reason, and changes nothing")]
    [InlineData(6, 0, 100, SliceOutcome.WrongAttempt)]
    [InlineData(7, 50, 100, SliceOutcome.WrongPlace)]
    [InlineData(7, -100, 100, SliceOutcome.WrongPlace)]
    [InlineData(7, 300, 50, SliceOutcome.WrongPlace)]
    [InlineData(7, int.MinValue, 100, SliceOutcome.WrongPlace)]
    [InlineData(7, 0, 99, SliceOutcome.TooShort)]
    [InlineData(7, 0, 0, SliceOutcome.TooShort)]
    [InlineData(7, 0, 101, SliceOutcome.TooLong)]
    [InlineData(7, 200, 100, SliceOutcome.TooLong)]
    [InlineData(7, 100, 100, SliceOutcome.Duplicate)]
    public void Refusals(long attempt, int offset, int length, SliceOutcome expected)
    {
        _assembly.Accept(TheAttempt, 100, new byte[100]);
        Assert.Equal(expected, _assembly.Accept(new AttemptId(attempt), offset, new byte[length]));
        Assert.Equal(100, _assembly.Arrived);
    }
}
