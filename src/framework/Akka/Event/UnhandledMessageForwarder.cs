namespace Akka.Event;

using Akka.Actor;

/// <summary>Writes unhandled messages to the log at debug level, if <c>akka.actor.debug.unhandled</c> is on.</summary>
internal sealed class UnhandledMessageForwarder : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not UnhandledMessage unhandled)
            return false;
        var recipient = unhandled.Recipient;
        Context.System.EventStream.Publish(new Debug(
            LogSource.FromActorRef(recipient, Context.System),
            recipient.GetType(),
            new TemplateLogMessage(DefaultLogMessageFormatter.Instance, "Unhandled message from {0} : {1}", [unhandled.Sender, unhandled.Message])));
        return true;
    }
}
