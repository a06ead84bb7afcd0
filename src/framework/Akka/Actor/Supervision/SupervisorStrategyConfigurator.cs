namespace Akka.Actor;

using Akka.Configuration;

/// <summary>Makes the strategy of the user guardian; named by <c>akka.actor.guardian-supervisor-strategy</c>.</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    /// <summary>The configurator of a type name.</summary>
    /// <exception cref="ConfigurationException">No such type, or not a configurator.</exception>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) => typeName switch
    {
        "Akka.Actor.DefaultSupervisorStrategy" => new DefaultSupervisorStrategy(),
        "Akka.Actor.StoppingSupervisorStrategy" => new StoppingSupervisorStrategy(),
        _ => Activator.CreateInstance(
            Type.GetType(typeName) ?? throw new ConfigurationException($"Could not find SupervisorStrategyConfigurator type {typeName}"))
            as SupervisorStrategyConfigurator
            ?? throw new ConfigurationException($"{typeName} is not a SupervisorStrategyConfigurator"),
    };
}
