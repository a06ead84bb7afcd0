namespace Akka.P2P.Node.Operating;

using Akka.P2P.Core.Rates;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <content>How fast the node may be.</content>
internal sealed partial class TorrentOperations
{
    /// <param name="torrent">Null for all together.</param>
    /// <param name="up">Null to leave it as it is.</param>
    /// <param name="down">As well.</param>
    public async Task<RateLimits> LimitAsync(string? torrent, RateOrder? up, RateOrder? down)
    {
        MustBePeer();
        var duty = torrent is null ? null : ChooseHere(torrent);
        if (up is not null || down is not null)
        {
            try
            {
                host.Limits.Change(duty?.Torrent, up, down);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw new CommandException(ExitCode.WrongUsage, $"A limit is at least {RateLimit.Least / 1024} KiB a second, or none.", e);
            }

            await host.SaveLimitsAsync();
        }

        return new RateLimits(
            duty?.Torrent, duty is null ? "" : NameOf(duty), host.Limits.Of(duty?.Torrent), host.Limits.Of(null), host.Limits.Configured);
    }
}
