namespace Petabridge.Cmd.Host;

using Akka.Actor;
using Akka.Event;

/// <summary>
/// Told to a handler when nobody wants a command's answers any more: the console pressed Ctrl+C or left, or took too few of them. The
/// sender is the same as the command's was. Ours. Who hands the command to a worker of its own can instead let that worker watch the sender,
/// which ends with the command.
/// </summary>
/// <param name="Command">The command as it was received.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record CommandCancelled(Command Command, string Reason) : IDeadLetterSuppression, INoSerializationVerificationNeeded;
