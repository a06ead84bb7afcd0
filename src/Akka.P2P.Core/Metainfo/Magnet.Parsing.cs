namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Akka.P2P.Core.Identity;

public sealed partial record Magnet
{
    private const int MaxLinkLength = 64 * 1024;
    private const int MaxTrackers = 64;
    private const int MaxPeers = 256;
    private const string Scheme = "magnet:?";
    private const string Version2 = "urn:btmh:";
    private const string Sha256Multihash = "1220";

    /// <exception cref="FormatException">The text is no magnet link of a v2 torrent; the message says why.</exception>
    public static Magnet Parse(string text) => TryParse(text, out var magnet, out var problem) ? magnet : throw new FormatException(problem);

    /// <summary>
    /// Reads a link. Parameters that are not known, and trackers of other kinds (http, udp), are passed over, as links made
    /// elsewhere carry them.
    /// </summary>
    /// <param name="problem">One sentence on what is wrong, when the answer is false.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, [NotNullWhen(true)] out Magnet? magnet, [NotNullWhen(false)] out string? problem)
    {
        magnet = null;
        var draft = new Draft();
        problem = text switch
        {
            null or { Length: > MaxLinkLength } => $"A magnet link has at most {MaxLinkLength} characters.",
            _ when !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => "A magnet link begins with 'magnet:?'.",
            _ => draft.Read(text[Scheme.Length..]),
        };
        if (problem is not null)
            return false;
        magnet = draft.ToMagnet();
        return true;
    }

    private static bool TryUnescape(string text, [NotNullWhen(true)] out string? plain)
    {
        plain = null;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '%':
                    if (i + 2 >= text.Length || !HexText.TryDecode(text.AsSpan(i + 1, 2), bytes.AsSpan(count, 1)))
                        return false;
                    count++;
                    i += 2;
                    break;
                case '+':
                    bytes[count++] = (byte)' ';
                    break;
                case var c when char.IsSurrogate(c):
                    if (i + 1 >= text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                        return false;
                    count += Encoding.UTF8.GetBytes(text, i++, 2, bytes, count);
                    break;
                default:
                    count += Encoding.UTF8.GetBytes(text, i, 1, bytes, count);
                    break;
            }
        }

        if (!Utf8.IsValid(bytes.AsSpan(0, count)))
            return false;
        plain = Encoding.UTF8.GetString(bytes, 0, count);
        return true;
    }

    private sealed class Draft
    {
        private readonly List<PeerAddress> _trackers = [];
        private readonly List<PeerAddress> _peers = [];
        private TorrentId? _id;
        private bool _hasVersion1;
        private bool _isSecured;
        private string? _name;
        private long? _length;

        public string? Read(string query)
        {
            foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                var key = (equals < 0 ? pair : pair[..equals]).ToLowerInvariant();
                if (!TryUnescape(equals < 0 ? "" : pair[(equals + 1)..], out var value))
                    return $"The magnet link's '{Shown(key)}' is not written in percent-encoded UTF-8.";
                // "tr.1", "tr.2" are an old way to say "tr" several times; "x.pe" has its dot for itself.
                var name = key.StartsWith("x.", StringComparison.Ordinal) ? key : key.Split('.')[0];
                if (Take(name, value) is { } problem)
                    return problem;
            }

            if (_id is not null)
                return null;
            return _hasVersion1
                ? "This magnet link is of BitTorrent v1 (btih); only v2 links (btmh) are supported."
                : "The magnet link names no torrent: 'xt=urn:btmh:1220' and 64 hex digits are missing.";
        }

        public Magnet ToMagnet() => new(_id!.Value, _name, _length, [.. _trackers], [.. _peers]) { IsSecured = _isSecured };

        private static string Shown(string text) => SafeName.Quote(text).Trim('\'');

        private string? Take(string name, string value) => name switch
        {
            "xt" => TakeTopic(value),
            "dn" => TakeName(value),
            "xl" => TakeLength(value),
            "tr" => TakeTracker(value),
            "x.pe" => TakeAddress(value, "x.pe", _peers, MaxPeers),
            _ => null,
        };

        private string? TakeTopic(string value)
        {
            if (value.StartsWith("urn:btih:", StringComparison.OrdinalIgnoreCase))
                _hasVersion1 = true;
            if (!value.StartsWith(Version2, StringComparison.OrdinalIgnoreCase))
                return null;
            var hash = value.AsSpan(Version2.Length);
            if (!hash.StartsWith(Sha256Multihash) || !TorrentId.TryParse(hash[Sha256Multihash.Length..], out var id))
                return "The magnet link's 'xt=urn:btmh:' must go on with 1220 and 64 hex digits.";
            if (_id is { } other && other != id)
                return "The magnet link names two torrents.";
            _id = id;
            return null;
        }

        private string? TakeName(string value)
        {
            _name ??= SafeName.IsSafe(value) ? value : null;
            return null;
        }

        private string? TakeLength(string value)
        {
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > MetainfoLimits.MaxTotalLength)
                return $"The magnet link's 'xl={Shown(value)}' is no length in bytes.";
            _length = length;
            return null;
        }

        private string? TakeTracker(string value)
        {
            if (!value.StartsWith("akka.", StringComparison.OrdinalIgnoreCase))
                return null;
            if (!TrackerAddress.TryCut(value, out var hostAndPort, out var isSecured))
                return $"The magnet link's tracker '{Shown(value)}' is not written {TrackerAddress.Prefix(isSecured)}host:port.";
            if (_trackers.Count > 0 && isSecured != _isSecured)
                return "The magnet link names trackers with TLS and others without: a node speaks with one kind only.";
            _isSecured = isSecured;
            return TakeAddress(hostAndPort, "tr", _trackers, MaxTrackers);
        }

        private static string? TakeAddress(string value, string key, List<PeerAddress> into, int most)
        {
            if (!PeerAddress.TryParse(value, out var address))
                return $"The magnet link's '{key}' has '{Shown(value)}', which is not host:port.";
            if (into.Contains(address))
                return null;
            if (into.Count == most)
                return $"The magnet link has more than {most} of '{key}'.";
            into.Add(address);
            return null;
        }
    }
}
