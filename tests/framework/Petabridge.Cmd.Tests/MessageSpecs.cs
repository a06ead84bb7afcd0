namespace Petabridge.Cmd.Tests;

public sealed class MessageSpecs
{
    [Theory(DisplayName = "A console's address, as it is escaped, can name an actor")]
    [InlineData("127.0.0.1:51451")]
    [InlineData("[::1]:5000")]
    [InlineData("[fe80::1%4]:5000")]
    public void Names(string address) => Assert.True(Akka.Actor.ActorPath.IsValidPathElement(Uri.EscapeDataString(address)));

    [Fact(DisplayName = "Responses are equal by what they say, and an errored one is never equal to one that isn't")]
    public void Equality()
    {
        Assert.Equal(CommandResponse.Empty, new CommandResponse(""));
        Assert.Equal(new CommandResponse("a", final: false).GetHashCode(), new CommandResponse("a", final: false).GetHashCode());
        Assert.NotEqual(new CommandResponse("a"), new CommandResponse("a", final: false));
        Assert.NotEqual(new CommandResponse("a"), new ErroredCommandResponse("a"));
        Assert.False(new ErroredCommandResponse("a").Equals(null));
        Assert.Equal("a", new ErroredCommandResponse("a").ToString());
        Assert.True(CommandResponse.Empty is { Final: true, IsError: false, Msg: "" });
    }
}
