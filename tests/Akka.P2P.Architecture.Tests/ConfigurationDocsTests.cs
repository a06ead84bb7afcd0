namespace Akka.P2P.Architecture.Tests;

using System.Text;

public sealed class ConfigurationDocsTests
{
    private static readonly string[] Homes =
    [
        "src/Akka.P2P.Node/reference.conf", "src/Akka.P2P.Actors/reference.conf", "src/Akka.P2P.Protocol/reference.conf",
        "src/framework/Petabridge.Cmd.Host/reference.conf",
    ];

    [Fact(DisplayName = "docs/configuration.md lists every key with its default and reason (P2P_UPDATE_DOCS=1 writes it anew)")]
    public void Configuration_page_is_fresh()
    {
        var page = Path.Combine(Repository.Root, "docs", "configuration.md");
        if (Environment.GetEnvironmentVariable("P2P_UPDATE_DOCS") == "1")
            File.WriteAllText(page, Page());

        Assert.Equal(Page(), File.ReadAllText(page));
    }

    [Fact(DisplayName = "Every akka.p2p key has one home, and a comment above it")]
    public void Each_key_is_explained_once()
    {
        var keys = Homes.SelectMany(ReferenceConf.Read).ToList();

        // Of a library's keys the node's reference.conf may say otherwise than the library's own.
        Assert.Empty(keys.Where(k => k.Path.StartsWith("akka.p2p.", StringComparison.Ordinal)).GroupBy(k => k.Path).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(keys.Where(k => k.Path.StartsWith("akka.p2p.", StringComparison.Ordinal) && k.Comment.Length == 0).Select(k => k.Path));
    }

    [Fact(DisplayName = "Every akka.p2p key in hocon/ exists in a reference.conf")]
    public void Hocon_files_use_real_keys()
    {
        var known = Homes.SelectMany(ReferenceConf.Read).Select(k => k.Path).ToHashSet();
        var offenders =
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "hocon"), "*.hocon")
            from key in ReferenceConf.Read(Repository.Relative(file))
            where key.Path.StartsWith("akka.p2p.", StringComparison.Ordinal) && !known.Contains(key.Path)
            select $"{Path.GetFileName(file)}: {key.Path}";

        Assert.Empty(offenders);
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Configuration

            Made from the `reference.conf` files, the only home of each default; a test keeps it so. Layers, strongest first: `--set KEY=VALUE`, environment variables
            (`AKKA__P2P__NODE__NAME` sets `akka.p2p.node.name`: two underscores are a dot, one is a dash), the file of `node --config`, these defaults, Akka.NET's own.
            Sizes: `kB` is 1000, `KiB` 1024 bytes. Durations: `500ms`, `20s`, `2m`.

            """);
        foreach (var home in Homes)
        {
            page.Append('\n').Append("## ").Append(home).Append("\n\n| key | default | reason |\n|---|---|---|\n");
            foreach (var (path, value, comment) in ReferenceConf.Read(home))
                page.Append("| `").Append(path).Append("` | `").Append(value.Replace("|", "\\|", StringComparison.Ordinal)).Append("` | ").Append(comment.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return page.ToString();
    }
}
