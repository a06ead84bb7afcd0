namespace Akka.Remote.Tests;

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;

/// <summary>A node that holds certificates against the hosts they are shown for.</summary>
public sealed class NameSpecs() : RemoteSpec(PrivateCa.Tls(PrivateCa.Good, Strict))
{
    private const string Strict = "akka.remote.dot-netty.tcp.ssl.validate-certificate-hostname = on";

    [Fact(DisplayName = "Who dials in and says it is at a host that its certificate isn't for is refused, and the log says why")]
    public async Task Dialled_by_a_wrong_name()
    {
        Echo(Sys);
        var other = Other(more: PrivateCa.Tls(PrivateCa.Ours.IssueFile("elsewhere", "elsewhere.example")));

        await EventFilter.Warning(contains: "is not for that host").ExpectOneAsync(Patience, async () =>
        {
            var answer = other.ActorSelection(new RootActorPath(AddressOf(Sys)) / "user" / "echo").Ask<string>("hello", TimeSpan.FromSeconds(3));
            await Assert.ThrowsAnyAsync<Exception>(() => answer);
        });
    }

    [Fact(DisplayName = "Who is dialled and shows a certificate for another host is not spoken with, and the log says why")]
    public async Task Dialled_a_wrong_name()
    {
        var other = Other(more: PrivateCa.Tls(PrivateCa.Ours.IssueFile("elsewhere", "elsewhere.example")));
        Echo(other);

        await EventFilter.Warning(contains: "is not for the host that was dialled").ExpectOneAsync(Patience, () =>
        {
            Sys.ActorSelection(new RootActorPath(AddressOf(other)) / "user" / "echo").Tell("hello", TestActor);
            return Task.CompletedTask;
        });
    }

    [Fact(DisplayName = "Certificates for the right hosts are taken on both sides")]
    public async Task Right_names()
    {
        var other = Other(more: PrivateCa.Tls(PrivateCa.Ours.IssueFile("there"), Strict));
        Echo(other);
        Echo(Sys, "here");

        Assert.Equal("hello", await (await ResolveAsync(other, "user/echo")).Ask<string>("hello", Patience));
        var back = other.ActorSelection(new RootActorPath(AddressOf(Sys)) / "user" / "here");
        Assert.Equal("hi", await back.Ask<string>("hi", Patience));
    }

    [Fact(DisplayName = "A validator of one's own decides instead of the rules")]
    public async Task Own_validator()
    {
        var validator = $"akka.remote.dot-netty.tcp.ssl.validator = \"{typeof(OnlyElsewhere).AssemblyQualifiedName}\"";
        var heard = "akka.loggers = [\"Akka.TestKit.TestEventListener, Akka.TestKit\"]";
        var picky = Other("picky", PrivateCa.Tls(PrivateCa.Ours.IssueFile("picky"), $"{validator}\n{heard}"));
        Echo(picky);
        var elsewhere = Other("elsewhere", PrivateCa.Tls(PrivateCa.Ours.IssueFile("elsewhere")));
        var good = Other("good", PrivateCa.Tls(PrivateCa.Good));
        var target = new RootActorPath(AddressOf(picky)) / "user" / "echo";

        Assert.Equal("hello", await elsewhere.ActorSelection(target).Ask<string>("hello", Patience));
        await CreateEventFilter(picky).Warning(contains: "refused by the validator").ExpectOneAsync(Patience, () =>
        {
            good.ActorSelection(target).Tell("hello", ActorRefs.NoSender);
            return Task.CompletedTask;
        });
    }

    public static class OnlyElsewhere
    {
        public static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
            certificate!.Subject == "CN=elsewhere";
    }
}
