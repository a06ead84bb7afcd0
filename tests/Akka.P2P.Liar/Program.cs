using System.CommandLine;
using System.Runtime.InteropServices;
using Akka.P2P.Liar;

using var ended = new CancellationTokenSource();
void End(PosixSignalContext context)
{
    context.Cancel = true;
    ended.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
var parsed = LiarCommand.Describe().Parse(args);
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, ended.Token);
