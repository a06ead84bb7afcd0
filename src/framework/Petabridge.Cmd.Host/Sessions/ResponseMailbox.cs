namespace Petabridge.Cmd.Host;

using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Petabridge.Cmd.Host.Sessions;

/// <summary>
/// The mailbox of a running command. A handler's <c>Tell</c> can't be made to wait, so what its console hasn't taken yet piles up here, up to
/// a bound of the command's and one of all commands together; beyond it nothing is kept but the word that it overflowed.
/// </summary>
public sealed class ResponseMailbox : MailboxType, IProducesMessageQueue<ResponseQueue>
{
    private readonly int _maxResponses;
    private readonly long _maxCharacters;
    private readonly SharedBudget _together;

    public ResponseMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        _maxResponses = config.GetInt("max-responses");
        _maxCharacters = config.GetByteSize("max-characters") ?? 0;
        _together = new SharedBudget(config.GetByteSize("max-characters-together") ?? 0);
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new ResponseQueue(_maxResponses, _maxCharacters, _together);
}
