namespace Akka.Remote;

using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

/// <summary>Makes the failure detector that a configuration names.</summary>
public static class FailureDetectorLoader
{
    /// <param name="fqcn">Type name, with its assembly, of a class with a constructor (Config, EventStream).</param>
    /// <param name="config">The section that the detector reads.</param>
    /// <param name="system">Whose event stream it may use.</param>
    /// <exception cref="ConfigurationException">There is no such class, or it can't be made.</exception>
    public static FailureDetector Load(string fqcn, Config config, ActorSystem system)
    {
        try
        {
            var type = Type.GetType(fqcn, throwOnError: true)!;
            return (FailureDetector)Activator.CreateInstance(type, config, system.EventStream)!;
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"Could not create the failure detector [{fqcn}]", (e as TargetInvocationException)?.InnerException ?? e);
        }
    }

    /// <summary>The same, for the system of an actor.</summary>
    public static FailureDetector LoadFailureDetector(this IActorContext context, string fqcn, Config config) =>
        Load(fqcn, config, context.System);
}
