namespace Akka.TestKit;

using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>Nothing may come during the remaining or the default time.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        Blocking.Result(Silence(false, RemainingOrDefault, cancellationToken));

    /// <summary>Nothing may come during <paramref name="duration"/> (dilated).</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Blocking.Result(Silence(false, Dilated(duration), cancellationToken));

    /// <summary>Nothing may come during that many milliseconds (not dilated).</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        Blocking.Result(Silence(false, TimeSpan.FromMilliseconds(milliseconds), cancellationToken));

    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => Silence(true, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Silence(true, Dilated(duration), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(int, CancellationToken)"/>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        Silence(true, TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private async ValueTask Silence(bool async, TimeSpan duration, CancellationToken token)
    {
        var start = Now;
        if (await Next(async, duration, token) is { } envelope)
        {
            Fail($"Failed: Expected no messages during {duration}, instead we received {{{envelope.Message}}} " +
                 $"(type {envelope.Message.GetType()}) from {Name(envelope.Sender)} after {Now - start}");
        }

        _lastWasNoMsg = true;
    }
}
