namespace Petabridge.Cmd.Host.Sessions;

using Akka.Actor;
using Petabridge.Cmd.Common.Wire;

/// <summary>
/// Where a command's answers go: passes them on to its console as fast as that reads, and ends with the final one. Named as the console.
/// </summary>
internal sealed class SessionActor : ReceiveActor
{
    private readonly int _id;
    private readonly IFrameChannel _channel;
    private readonly CreditWindow _window;
    private bool _ended;

    public SessionActor(int id, IFrameChannel channel, CreditWindow window)
    {
        _id = id;
        _channel = channel;
        _window = window;
        Receive<CommandResponse>(Send);
        // What authors tell by mistake, all as one message, is meant one by one.
        Receive<IEnumerable<CommandResponse>>(all => RunTask(() => SendAsync(all)));
        Receive<Status.Failure>(failure => Send(new ErroredCommandResponse(failure.Cause?.Message ?? "The command failed.")));
        Receive<WhenTaken>(_ => Sender.Tell(Taken.Instance));
        Receive<ResponseQueue.Overflowed>(overflow => Send(new ErroredCommandResponse(overflow.Reason)));
    }

    protected override void PostStop() => _window.Close();

    private void Send(CommandResponse response)
    {
        if (_ended)
            return;
        var taking = _window.TakeAsync(ResponseCost.Of(response.Msg));
        if (taking.IsCompletedSuccessfully)
            Pass(response, taking.Result);
        else
            RunTask(async () => Pass(response, await taking));
    }

    private async Task SendAsync(IEnumerable<CommandResponse> all)
    {
        foreach (var response in all)
        {
            if (_ended)
                return;
            Pass(response, await _window.TakeAsync(ResponseCost.Of(response.Msg)));
        }
    }

    private void Pass(CommandResponse response, bool wanted)
    {
        if (_ended)
            return;
        var final = response.Final || !wanted;
        if (wanted)
            final |= !Post(new ResponseFrame(_id, response.Msg, response.Final, response.IsError));
        if (!final)
            return;
        _ended = true;
        Context.Parent.Tell(CommandActor.Answered.Instance);
    }

    /// <returns>False when the answer was too long, which ended the command.</returns>
    private bool Post(ResponseFrame frame)
    {
        try
        {
            _channel.Post(frame);
            return true;
        }
        catch (FrameTooLongException e)
        {
            _channel.Post(new ResponseFrame(_id, $"An answer is too long to be sent: {e.Message}", Final: true, IsError: true));
            Context.Parent.Tell(new CommandActor.Cancel(e.Message));
            return false;
        }
    }
}
