namespace Akka.Remote.Configuration;

using Akka.Configuration;

/// <summary>The defaults that this assembly brings: <c>remote.conf</c>.</summary>
internal static class RemoteConfigFactory
{
    public static Config Default()
    {
        using var stream = typeof(RemoteConfigFactory).Assembly.GetManifestResourceStream("remote.conf")
            ?? throw new ConfigurationException("remote.conf is missing from Akka.Remote");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
