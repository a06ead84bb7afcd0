namespace Akka.P2P.Node.Operating;

using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Node.Hosting;

/// <summary>The configuration in force, key by key, each with the layer that says so.</summary>
internal static class ConfigurationView
{
    public const string Masked = "******";

    /// <summary>Of whatever no layer of ours says.</summary>
    public const string AkkasOwn = "Akka's own default";

    // The last word of such a key, or the one before it, names what nobody but the node may know.
    private static readonly string[] Secrets = ["token", "secret", "password", "passphrase", "private-key", "credentials"];

    /// <param name="inForce">What the actor system runs with.</param>
    /// <param name="layers">Ours.</param>
    /// <param name="prefix">Only keys that begin so.</param>
    /// <param name="everything">Also what only Akka says.</param>
    public static ImmutableArray<NodeCommands.ConfigurationEntry> Of(Config inForce, LayeredConfig layers, string prefix, bool everything)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(layers);
        return
        [
            .. from path in Leaves(inForce).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
               where path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
               let origin = layers.Layers.FirstOrDefault(l => l.Config.HasPath(path))?.Origin
               where origin is not null || everything
               let isSecret = IsSecret(path)
               let value = Text(inForce.GetValue(path))
               select new NodeCommands.ConfigurationEntry(path, isSecret && value.Length > 0 ? Masked : value, origin ?? AkkasOwn, isSecret),
        ];
    }

    public static bool IsSecret(string path) =>
        path.Split('.').TakeLast(2).Any(word => Array.Exists(Secrets, s => word.Contains(s, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Layer by layer: where they are not merged into one root, a key may stand in any of them.</summary>
    private static IEnumerable<string> Leaves(Config config)
    {
        for (var layer = config; layer is not null; layer = layer.Fallback)
        {
            foreach (var path in Leaves(layer.Root, ""))
                yield return path;
        }
    }

    private static IEnumerable<string> Leaves(HoconValue value, string path)
    {
        if (value.IsObject() && value.GetObject() is { } section)
        {
            foreach (var (key, inner) in section.Items)
            {
                var step = key.Contains('.', StringComparison.Ordinal) ? $"\"{key}\"" : key;
                foreach (var leaf in Leaves(inner, path.Length == 0 ? step : $"{path}.{step}"))
                    yield return leaf;
            }
        }
        else if (path.Length > 0)
        {
            yield return path;
        }
    }

    private static string Text(HoconValue? value) => value switch
    {
        null => "",
        _ when value.IsArray() => $"[{string.Join(", ", value.GetArray().Select(Text))}]",
        _ when value.IsString() => value.GetString() ?? "",
        _ => value.ToString(),
    };
}
