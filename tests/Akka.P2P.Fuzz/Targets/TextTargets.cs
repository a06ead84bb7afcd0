namespace Akka.P2P.Fuzz.Targets;

using System.Text;
using Akka.Configuration;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;

/// <summary>HOCON: either a configuration error, or text that means the same when it is written and read again.</summary>
internal sealed class HoconTarget : FuzzTarget
{
    public override string Name => "hocon";

    public override int AllocationFactor => 4000;

    /// <summary>Substitutions may make up to a bound of their own out of little text, and here all is printed and read again.</summary>
    public override int AllocationBase => 512 * 1024 * 1024;

    public override IReadOnlyList<byte[]> Words { get; } =
        [.. new[] { "{", "}", "[", "]", "a=", "a.b", "${a}", "\"", "\"\"\"", "\\u0000", "include \"x\"", "+=", "#", "//", "\n", ",", ":", "a{", "[[" }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() => Directory.EnumerateFiles(AppContext.BaseDirectory, "*.hocon").Select(File.ReadAllBytes);

    public override string Run(byte[] input)
    {
        Config config;
        try
        {
            config = ConfigurationFactory.ParseString(Encoding.UTF8.GetString(input));
        }
        catch (ConfigurationException e)
        {
            return Kind(e.Message);
        }

        // Substitutions that double and double again are bounded by the reader; printing what is left must be possible.
        var printed = config.ToString();
        var again = ConfigurationFactory.ParseString(printed).ToString();
        Require(again == printed, $"another document after writing:\n{printed}\n---\n{again}");
        foreach (var (_, value) in config.AsEnumerable())
        {
            Documented(() => value.GetByteSize());
            Documented(() => value.GetTimeSpan());
            Documented(() => value.GetInt());
            Documented(() => value.GetBoolean());
            Documented(() => value.GetStringList());
        }

        return "a document";
    }

    private static void Documented(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is ConfigurationException or FormatException or OverflowException or HoconException)
        {
            // Said where the values are read.
        }
    }

    private sealed class HoconException : Exception;
}

/// <summary>Sizes and addresses as people type them: never an exception; what is taken says the same again.</summary>
internal sealed class SizeTarget : FuzzTarget
{
    public override string Name => "sizes";

    public override IReadOnlyList<byte[]> Words { get; } = [.. new[] { "KiB", "MiB", "9", ".", "e", "-", "[", "]", ":", "::1", "65536", "0", " " }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() => new[] { "1.5 GiB", "0", "256MiB", "host:1", "[::1]:8888", "10.0.0.1:65535" }.Select(Encoding.UTF8.GetBytes);

    public override string Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var happened = "";
        if (ByteSize.TryParse(text, out var bytes))
        {
            Require(bytes >= 0, $"'{text}' is {bytes} bytes");
            happened += "a size ";
        }

        if (PeerAddress.TryParse(text, out var address))
        {
            Require(PeerAddress.Parse(address.ToString()) == address && address.Port is > 0 and < 65536, $"another address after writing: {address}");
            happened += "an address ";
        }

        if (TorrentIdPrefix.TryParse(text, out _))
            happened += "a prefix ";
        if (TorrentId.TryParse(text, out var id))
        {
            Require(TorrentId.Parse(id.ToString()) == id, "another id after writing");
            happened += "an id";
        }

        return happened;
    }
}
