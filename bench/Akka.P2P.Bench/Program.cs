using Akka.P2P.Bench;

return args switch
{
    ["transfer", .. var rest] => await TransferBench.RunAsync(BenchOptions.Parse(rest)),
    ["socket-receive", var port, var target] => SocketCopy.Receive(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), target),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        akka-p2p benchmarks
          transfer [--size MIB] [--dir FOLDER] [--runs N]   two akka-p2p processes beside cp and a plain socket copy with SHA-256
        """);
    return 2;
}
