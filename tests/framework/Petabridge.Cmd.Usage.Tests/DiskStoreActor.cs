namespace Petabridge.Cmd.Usage.Tests;

using Akka.Actor;
using Petabridge.Cmd;

/// <summary>What consoles share: it answers them itself.</summary>
public sealed class DiskStoreActor : ReceiveActor
{
    public DiskStoreActor()
    {
        Receive<UsageRequest>(request =>
        {
            foreach (var volume in request.Volumes)
                Sender.Tell(new CommandResponse($"{volume} 17 {request.Unit}", final: false));
            Sender.Tell(CommandResponse.Empty);
        });
        Receive<PurgeRequest>(_ => Sender.Tell(CommandResponse.Empty));
    }
}

public sealed record UsageRequest(string[] Volumes, string Unit);

public sealed record PurgeRequest;
