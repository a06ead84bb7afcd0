namespace Petabridge.Cmd.Tests;

using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Common.Wire;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class TokenSpecs(ITestOutputHelper output) : PbmSpec(output, "petabridge.cmd.token = \"swordfish\"")
{
    [Fact(DisplayName = "Who knows the token comes in; a console inside the process isn't asked")]
    public async Task Right_token()
    {
        Assert.Equal("3", (await LastAsync(await ConnectAsync("swordfish"), "test count")).Msg);
        Assert.Equal("3", (await LastAsync(await ClientAsync(tcp: false), "test count")).Msg);
    }

    [Theory(DisplayName = "A wrong token, or none, is refused with that reason")]
    [InlineData("Swordfish", PbmConnectError.TokenWrong, "the token is not this host's")]
    [InlineData("swordfish ", PbmConnectError.TokenWrong, "the token is not this host's")]
    [InlineData("", PbmConnectError.TokenMissing, "asks for a token")]
    [InlineData(null, PbmConnectError.TokenMissing, "asks for a token")]
    public async Task Wrong_token(string? token, PbmConnectError error, string message)
    {
        var refused = await Assert.ThrowsAsync<PbmConnectException>(() => ConnectAsync(token));

        Assert.Equal(error, refused.Error);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Before the token is proved nothing is told: no palette, no name, and no command is carried out")]
    public async Task Nothing_leaks()
    {
        await using var stranger = await RawConsole.ConnectAsync(Address);
        stranger.Greet();
        Assert.Equal(Preamble.Version, await stranger.GreetedAsync());
        Assert.True(Assert.IsType<ChallengeFrame>(await stranger.NextAsync()).NeedsToken);
        stranger.Channel.Post(new ExecuteFrame(1, "test hang", 1000));

        Assert.Null(await stranger.NextAsync());
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Theory(DisplayName = "A console that doesn't care whether a token is asked for is refused like any other")]
    [InlineData(null, "token-missing")]
    [InlineData("", "token-wrong")]
    [InlineData("00", "token-wrong")]
    public async Task No_proof(string? proof, string code)
    {
        await using var stranger = await RawConsole.ConnectAsync(Address);
        stranger.Greet();
        await stranger.GreetedAsync();
        Assert.IsType<ChallengeFrame>(await stranger.NextAsync());
        stranger.Channel.Post(new HelloFrame("raw", TokenProof.NewNonce(), proof));

        Assert.Equal(code, Assert.IsType<RefusedFrame>(await stranger.NextAsync()).Code);
        await stranger.ClosedAsync();
    }

    [Fact(DisplayName = "A proof that was overheard opens nothing the next time, nor does a number of one's own choice")]
    public async Task Replay()
    {
        await using var honest = await RawConsole.ConnectAsync(Address);
        honest.Greet();
        await honest.GreetedAsync();
        var challenge = Assert.IsType<ChallengeFrame>(await honest.NextAsync());
        var nonce = TokenProof.NewNonce();
        var overheard = new HelloFrame("raw", nonce, TokenProof.Of("swordfish", challenge.Nonce, nonce));
        honest.Channel.Post(overheard);
        Assert.IsType<WelcomeFrame>(await honest.NextAsync());

        await using var thief = await RawConsole.ConnectAsync(Address);
        thief.Greet();
        await thief.GreetedAsync();
        Assert.NotEqual(challenge.Nonce, Assert.IsType<ChallengeFrame>(await thief.NextAsync()).Nonce);
        thief.Channel.Post(overheard);
        Assert.Equal("token-wrong", Assert.IsType<RefusedFrame>(await thief.NextAsync()).Code);
    }

    [Fact(DisplayName = "Options and settings don't show the token when they are printed")]
    public void Token_is_not_printed() =>
        Assert.DoesNotContain("swordfish", (Options with { Token = "swordfish" }).ToString(), StringComparison.Ordinal);
}
