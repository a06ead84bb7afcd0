namespace Akka.P2P.Architecture.Tests;

using System.Globalization;
using YamlDotNet.RepresentationModel;

/// <summary>
/// <c>docker/docker-compose.yml</c> as lines of <c>path=value</c>: steps joined by dots, list items counted from 0. The form that
/// <c>docker/read-compose.awk</c> prints, made by a YAML library instead.
/// </summary>
internal sealed class Compose
{
    private readonly List<string> _lines = [];

    private Compose(YamlNode root) => Walk(root, "");

    public const string Path = "docker/docker-compose.yml";

    public IReadOnlyList<string> Lines => _lines;

    public IReadOnlyList<string> Services => [.. Below("services").Select(path => path.Split('.')[0]).Distinct()];

    public string this[string path] => Find(path) ?? throw new KeyNotFoundException($"{Path} has no {path}.");

    public static Compose Read()
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Repository.Read(Path));
        stream.Load(reader);
        return new Compose(stream.Documents[0].RootNode);
    }

    public IReadOnlyList<string> List(string path) => [.. _lines
        .Where(line => line.StartsWith($"{path}.", StringComparison.Ordinal))
        .Where(line => int.TryParse(line[(path.Length + 1)..line.IndexOf('=', StringComparison.Ordinal)], CultureInfo.InvariantCulture, out _))
        .Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..])];

    public IReadOnlyList<string> Below(string path) => [.. _lines
        .Where(line => line.StartsWith($"{path}.", StringComparison.Ordinal))
        .Select(line => line[(path.Length + 1)..line.IndexOf('=', StringComparison.Ordinal)])];

    private string? Find(string path) => _lines.Where(line => line.StartsWith($"{path}=", StringComparison.Ordinal)).Select(line => line[(path.Length + 1)..]).SingleOrDefault();

    private void Walk(YamlNode node, string path)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                    Walk(value, path.Length == 0 ? Text(key) : $"{path}.{Text(key)}");
                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                    Walk(list.Children[i], string.Create(CultureInfo.InvariantCulture, $"{path}.{i}"));
                break;
            default:
                _lines.Add($"{path}={Text(node)}");
                break;
        }
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
