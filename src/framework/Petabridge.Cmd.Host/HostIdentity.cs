namespace Petabridge.Cmd.Host;

using System.Reflection;
using Akka.Actor;

/// <summary>What a host says that it is.</summary>
internal static class HostIdentity
{
    /// <summary>The version of this assembly, without a commit behind it.</summary>
    public static string Version { get; } = VersionOf(typeof(HostIdentity).Assembly);

    /// <summary>Which Akka the process runs on: that of the tree, or the packages'.</summary>
    public static string Engine { get; } = EngineOf(typeof(ActorSystem).Assembly);

    public static string Of(ExtendedActorSystem system) => $"{system.Provider.DefaultAddress} (Petabridge.Cmd.Host {Version}, {Engine})";

    private static string EngineOf(Assembly akka) => akka.GetCustomAttribute<AssemblyProductAttribute>()?.Product == "Akka.P2P"
        ? $"Akka of the tree {VersionOf(akka)}"
        : $"Akka.NET {VersionOf(akka)}";

    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "?").Split('+')[0];
}
