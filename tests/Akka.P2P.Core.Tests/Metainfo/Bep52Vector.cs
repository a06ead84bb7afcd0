namespace Akka.P2P.Core.Tests.Metainfo;

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

/// <summary>One torrent made by libtorrent 2.0.8, with what it says about it.</summary>
public sealed record Bep52Vector(
    string Name, int PieceLength, Bep52Vector.Item[] Files, string Id, Dictionary<string, string> Roots,
    Dictionary<string, string[]> Layers, string TorrentBase64)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    private static readonly Bep52Vector[] All = JsonSerializer.Deserialize<Bep52Vector[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "bep52.json")), Options)!;

    public static TheoryData<string> Names => [.. All.Select(v => v.Name)];

    public static string[] AllNames => [.. All.Select(v => v.Name)];

    public byte[] Torrent => Convert.FromBase64String(TorrentBase64);

    public static int Count => All.Length;

    public static Bep52Vector Of(string name) => All.Single(v => v.Name == name);

    /// <summary>SHA-256("SEED/0") ‖ SHA-256("SEED/1") ‖ … cut to the size.</summary>
    public static byte[] Content(Item item)
    {
        var content = new byte[item.Size];
        for (var i = 0; i * 32 < content.Length; i++)
        {
            var block = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Seed}/{i}"));
            block.AsSpan(0, int.Min(32, content.Length - (i * 32))).CopyTo(content.AsSpan(i * 32));
        }

        return content;
    }

    public sealed record Item(string? Path, string Seed, int Size);
}
