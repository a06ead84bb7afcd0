namespace Akka.P2P.Pbm.Running;

using System.Runtime.InteropServices;

/// <summary>
/// The signals of this process. Where one command runs the first one cancels it, and the second ends the process. In a shell Ctrl+C cancels
/// the command, or nothing, and SIGTERM ends the process.
/// </summary>
internal sealed class SignalInterrupts : IInterrupts, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private Scope? _current;
    private bool _inShell;

    public SignalInterrupts() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel)];

    public IInterruptible Begin(bool secondEnds)
    {
        lock (_gate)
        {
            _inShell = !secondEnds;
            return _current = new Scope(this);
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Cancel(PosixSignalContext context)
    {
        Scope? scope;
        bool inShell;
        lock (_gate)
            (scope, inShell) = (_current, _inShell);
        var first = scope?.TryCancel() ?? false;
        context.Cancel = inShell ? context.Signal == PosixSignal.SIGINT : first;
    }

    private sealed class Scope(SignalInterrupts owner) : IInterruptible
    {
        private readonly CancellationTokenSource _source = new();

        public CancellationToken Token => _source.Token;

        /// <returns>False when it was cancelled before.</returns>
        public bool TryCancel()
        {
            if (_source.IsCancellationRequested)
                return false;
            _source.Cancel();
            return true;
        }

        // The source stays, for a signal that is on its way; it holds nothing.
        public void Dispose()
        {
            lock (owner._gate)
            {
                if (owner._current == this)
                    owner._current = null;
            }
        }
    }
}
