namespace Akka.Remote.Wire.Tests;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

/// <summary>The manifest of a system message is a type's name, and comes from whoever reaches the port.</summary>
public sealed class SystemManifestTests : IDisposable
{
    // Nothing else in this suite has a use for it.
    private const string Unused = "System.Formats.Tar";

    private readonly ActorSystem _system = ActorSystem.Create("one", "akka { loglevel = OFF, actor.provider = remote, remote.dot-netty.tcp { hostname = \"127.0.0.1\", port = 0 } }");

    public void Dispose() => _system.Terminate().Wait();

    [Theory(DisplayName = "A manifest that names another type than a system message's is refused, and nothing is loaded for it")]
    [InlineData("System.Formats.Tar.TarReader, " + Unused)]
    [InlineData("Akka.Dispatch.SysMsg.Watch, " + Unused)]
    [InlineData("System.String, System.Private.CoreLib")]
    [InlineData("Akka.Dispatch.SysMsg.Watch")]
    [InlineData("")]
    [InlineData(",")]
    public void Others(string manifest)
    {
        Assert.Throws<SerializationException>(() => _system.Serialization.Deserialize([], 22, manifest));

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == Unused);
    }

    [Theory(DisplayName = "A system message's own name is taken, with or without what an assembly's full name has behind it")]
    [InlineData("Akka.Dispatch.SysMsg.Terminate, Akka")]
    [InlineData("Akka.Dispatch.SysMsg.Terminate, Akka, Version=1.5.30.0, Culture=neutral, PublicKeyToken=null")]
    public void Own(string manifest) => Assert.IsType<Terminate>(_system.Serialization.Deserialize([], 22, manifest));
}
