using Akka.P2P.Node.CommandLine;

return await AkkaP2P.RunAsync(args);
