namespace Akka.P2P.Pbm;

using System.Reflection;

internal static class PbmVersion
{
    /// <summary>Without a commit behind it.</summary>
    public static string Text { get; } =
        (typeof(PbmVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?").Split('+')[0];
}
