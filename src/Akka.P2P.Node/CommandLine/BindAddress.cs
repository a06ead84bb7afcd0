namespace Akka.P2P.Node.CommandLine;

using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

/// <summary>An address of ours, with or without a port; port 0 asks for a free one.</summary>
public sealed record BindAddress(string Host, int? Port)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out BindAddress? address)
    {
        address = null;
        // A free port is our own business: PeerAddress, which others dial, rightly refuses it.
        if (text.EndsWith(":0", StringComparison.Ordinal) && PeerAddress.TryParse(text[..^1] + "1", out var free))
        {
            address = new BindAddress(free.Host, 0);
            return true;
        }

        if (PeerAddress.TryParse(text, out var full))
        {
            address = new BindAddress(full.Host, full.Port);
            return true;
        }

        if (PeerAddress.TryParse(text, defaultPort: 1, out var bare))
            address = new BindAddress(bare.Host, null);

        return address is not null;
    }
}
